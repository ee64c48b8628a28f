/** Builds runs with several heads for tests. */
import { columnCount, outputCount, placeHeads, type Head } from '../../heads';
import type { Predictions } from '../../predictions/predictions';
import type { SplitName } from '../../splits/split-name';

/** One head's numbers; rows of NaN are films without an answer. */
export interface HeadNumbers {
  head: Head;
  /** `[samples, columns]`. */
  answers: readonly number[];
  /** `[samples, outputs]`. */
  outputs: readonly number[];
}

/** The heads side by side. All have as many samples as there are splits. */
export function headRun(splits: readonly SplitName[], parts: readonly HeadNumbers[]) {
  const heads = parts.map(({ head }) => head);
  const columns = columnCount(heads);
  const outputs = outputCount(heads);
  const names = splits.map((_, at) => `film ${at}`);
  const predictions: Predictions = {
    keys: names,
    files: names.map((name) => `${name}.jpg`),
    titles: names,
    splits: [...splits],
    actual: new Int32Array(splits.length).fill(-1),
    answers: new Float32Array(splits.length * columns),
    probabilities: new Float32Array(splits.length * outputs),
  };
  for (const [at, place] of placeHeads(heads).entries())
    for (const row of splits.keys()) {
      for (let k = 0; k < place.columns; k++)
        predictions.answers[row * columns + place.column + k] = parts[at].answers[row * place.columns + k];
      for (let k = 0; k < place.outputs; k++)
        predictions.probabilities[row * outputs + place.output + k] =
          parts[at].outputs[row * place.outputs + k];
    }
  if (heads[0].kind === 'class')
    for (const row of splits.keys()) {
      const answer = predictions.answers[row * columns];
      predictions.actual[row] = Number.isNaN(answer) ? -1 : answer;
    }
  return { heads, classNames: heads[0].names, predictions };
}
