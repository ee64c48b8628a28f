/** Chance as a model: the answer to each head is drawn by the seed, without looking at the poster. */
import { Random } from '../random';
import { columnCount, outputCount, placeHeads, type Head, type PlacedHead } from '../heads';
import type { SplitName } from '../splits/split-name';
import { labelStatistics } from '../metrics/label-statistics';
import { drawLabels, type LabelDraw } from './random-labels';

export interface RandomWork {
  heads: readonly Head[];
  /** `[samples, columns]`, NaN if a film has no answer. Only those of the training films are used. */
  answers: Float32Array;
  splits: readonly SplitName[];
  draw: LabelDraw;
  seed: number;
}

/**
 * Random answers, `[samples, outputs]`: 1 for the drawn class and labels, 0 for the others; for a value, that of a
 * random training film. Classes are drawn uniformly for `one-uniform`, otherwise with their frequency among training
 * films.
 */
export function randomAnswers({ heads, answers, splits, draw, seed }: RandomWork): Float32Array {
  const films = splits.length;
  const outputs = outputCount(heads);
  const width = columnCount(heads);
  const said = new Float32Array(films * outputs);
  for (const [at, head] of placeHeads(heads).entries()) {
    const known = [...splits.keys()].filter(
      (film) => splits[film] === 'train' && !Number.isNaN(answers[film * width + head.column]),
    );
    const training = Float32Array.from(
      known.flatMap((film) => [
        ...answers.subarray(film * width + head.column, film * width + head.column + head.columns),
      ]),
    );
    const drawn = drawHead(head, training, films, draw, new Random(seed, `random:${at}`));
    for (let film = 0; film < films; film++)
      said.set(drawn.subarray(film * head.outputs, (film + 1) * head.outputs), film * outputs + head.output);
  }
  return said;
}

function drawHead(
  { kind, outputs }: PlacedHead,
  training: Float32Array,
  films: number,
  draw: LabelDraw,
  random: Random,
): Float32Array {
  if (kind === 'labels')
    return Float32Array.from(drawLabels(labelStatistics(training, outputs), films, draw, random));
  if (kind === 'value')
    return Float32Array.from({ length: films }, () => training[random.below(training.length)]);
  const way = draw === 'one-uniform' ? 'uniform' : 'frequent';
  const classes = drawClasses(Int32Array.from(training), outputs, films, way, random);
  const said = new Float32Array(films * outputs);
  for (const [film, index] of classes.entries()) said[film * outputs + index] = 1;
  return said;
}

export type ClassDraw = 'frequent' | 'uniform';

/**
 * Draws classes with their frequency among training films, or uniformly: scikit-learn's `DummyClassifier`, strategies
 * `stratified` and `uniform`.
 */
export function drawClasses(
  training: Int32Array,
  classCount: number,
  films: number,
  draw: ClassDraw,
  random: Random,
): Int32Array {
  const drawn = new Int32Array(films);
  for (let film = 0; film < films; film++)
    drawn[film] = draw === 'uniform' ? random.below(classCount) : training[random.below(training.length)];
  return drawn;
}

/** The expected accuracy of {@link drawClasses} over all draws: Σ share in training · share in `actual`. */
export function expectRandomAccuracy(
  training: Int32Array,
  classCount: number,
  actual: Int32Array,
  draw: ClassDraw,
): number {
  if (draw === 'uniform') return 1 / classCount;
  const shares = new Float64Array(classCount);
  for (const index of training) shares[index] += 1 / training.length;
  return actual.reduce((sum, index) => sum + shares[index], 0) / actual.length;
}
