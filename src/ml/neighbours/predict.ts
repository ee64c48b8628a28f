/**
 * Nearest neighbours as a model: a film's prediction follows from the nearest training films. Each head is answered by the
 * training films that have an answer to it. A training film is never its own neighbour.
 */
import {
  classVotes,
  fitMlKnns,
  labelVotes,
  meanOfNeighbours,
  oneVersusRest,
  predictMlKnn,
  type MlKnn,
  type Neighbours,
} from '../../core/neighbours';
import type { ModelSettings } from '../../core/recipe/model';
import { columnCount, outputCount, placeHeads, type Head, type PlacedHead } from '../../core/heads';
import type { SplitName } from '../../core/splits/split-name';
import { rowsOf } from './rows';
import { searchNeighbours } from './search';

export type NeighbourSettings = Extract<ModelSettings, { kind: 'neighbours' }>;

export interface NeighbourWork {
  /** `[samples, dimensions]`: pixels as bytes, or features. */
  values: Uint8Array | Float32Array;
  dimensions: number;
  heads: readonly Head[];
  /** `[samples, columns]`, NaN if a film has no answer. */
  answers: Float32Array;
  splits: readonly SplitName[];
  settings: NeighbourSettings;
  signal?: AbortSignal;
  onPairs?: (pairs: number) => void | Promise<void>;
}

/** The predictions of every sample for one number of neighbours. */
export interface NeighbourAnswers {
  k: number;
  /** `[samples, outputs]`. */
  probabilities: Float32Array;
}

/** Number of pairs of films to compare, for progress. */
export function pairsToCompare({
  heads,
  answers,
  splits,
}: Pick<NeighbourWork, 'heads' | 'answers' | 'splits'>): number {
  const width = columnCount(heads);
  return placeHeads(heads).reduce((sum, head) => {
    const known = trainingRows(head, answers, width, splits).length;
    return sum + known * splits.length;
  }, 0);
}

/**
 * The answers for the settings' k and for every k of the sweep, smallest first.
 * @throws OnesheetError as `searchNeighbours` does.
 */
export async function predictByNeighbours(work: NeighbourWork): Promise<NeighbourAnswers[]> {
  const { heads, splits, settings } = work;
  const ks = [...new Set([settings.k, ...settings.sweep])].sort((a, b) => a - b);
  const outputs = outputCount(heads);
  const all = ks.map((k) => ({ k, probabilities: new Float32Array(splits.length * outputs) }));
  for (const head of placeHeads(heads)) {
    // oxlint-disable-next-line eslint/no-await-in-loop -- one search can fill the memory
    await answerHead(head, ks, work, (at, sample, said) => {
      all[at].probabilities.set(said, sample * outputs + head.output);
    });
  }
  return all;
}

/** Receives the prediction for one sample at k number `kIndex`, `[the head's outputs]`. */
type Take = (kIndex: number, sample: number, said: Float32Array) => void;

async function answerHead(
  head: PlacedHead,
  ks: readonly number[],
  { values, dimensions, heads, answers, splits, settings, signal, onPairs }: NeighbourWork,
  take: Take,
): Promise<void> {
  const width = columnCount(heads);
  const training = trainingRows(head, answers, width, splits);
  const inTraining = new Set(training);
  const others = [...splits.keys()].filter((sample) => !inTraining.has(sample));
  const references = rowsOf(values, dimensions, training);
  const options = { k: ks[ks.length - 1], signal, onPairs };
  const among = await searchNeighbours(null, references, options);
  const known = training.flatMap((sample) => [
    ...answers.subarray(sample * width + head.column, sample * width + head.column + head.columns),
  ]);
  const responder = responderOf(head, known, settings, among, ks);
  responder(among, (at, row, said) => take(at, training[row], said));
  if (others.length === 0) return;
  const asked = await searchNeighbours(rowsOf(values, dimensions, others), references, options);
  responder(asked, (at, row, said) => take(at, others[row], said));
}

function trainingRows(
  { column }: PlacedHead,
  answers: Float32Array,
  width: number,
  splits: readonly SplitName[],
): number[] {
  return [...splits.keys()].filter(
    (sample) => splits[sample] === 'train' && !Number.isNaN(answers[sample * width + column]),
  );
}

/** Turns neighbours into the head's predictions, for every k. */
type Responder = (neighbours: Neighbours, take: Take) => void;

function responderOf(
  head: PlacedHead,
  known: readonly number[],
  settings: NeighbourSettings,
  among: Neighbours,
  ks: readonly number[],
): Responder {
  const { outputs } = head;
  const spread = (at: number, probabilities: Float32Array, take: Take) => {
    for (let row = 0; row * outputs < probabilities.length; row++)
      take(at, row, probabilities.subarray(row * outputs, (row + 1) * outputs));
  };
  if (head.kind === 'class')
    return (neighbours, take) => {
      for (const [at, k] of ks.entries()) spread(at, classVotes(neighbours, known, outputs, k), take);
    };
  if (head.kind === 'value')
    return (neighbours, take) => {
      for (const [at, k] of ks.entries()) spread(at, meanOfNeighbours(neighbours, known, k), take);
    };
  const models =
    settings.method === 'ml-knn'
      ? fitMlKnns(among, { values: known, count: outputs }, ks, settings.smoothing)
      : null;
  const modelOf = new Map<number, MlKnn>(models?.map((model) => [model.k, model]));
  return (neighbours, take) => {
    for (const votes of labelVotes(neighbours, known, outputs, ks)) {
      const model = modelOf.get(votes.k);
      spread(ks.indexOf(votes.k), model ? predictMlKnn(model, votes) : oneVersusRest(votes), take);
    }
  };
}
