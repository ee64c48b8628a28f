/**
 * Predictions as a CSV file (RFC 4180): one line a poster, one probability column a class, named as the class.
 * `predictions.csv` of a Run, of the command line and of the Predict workspace are all written here.
 */
import { toCsv, type CsvCell } from '../csv';
import { argmaxRows } from '../metrics';
import type { Run } from './run';

/** What is written of posters that nobody has labelled. `probabilities` is `[files, classes]`, row-major. */
export interface UnlabelledPredictions {
  classNames: readonly string[];
  files: readonly string[];
  probabilities: Float32Array;
}

/** Nine significant digits: a float32 that is read back is the same float32. */
function probability(value: number): number {
  return Number(value.toPrecision(9));
}

// read by programs, which need the names to the letter
const EXACT = { formulas: 'keep' } as const;

function* probabilitiesOf(values: Float32Array, row: number, classes: number): Iterable<number> {
  for (let k = 0; k < classes; k++) yield probability(values[row * classes + k]);
}

/** Columns `file, split, actual, predicted`, then one a class. */
export function runPredictionsCsv({
  classNames,
  predictions,
}: Pick<Run, 'classNames' | 'predictions'>): string {
  const classes = classNames.length;
  const predicted = argmaxRows(predictions.probabilities, classes);
  function* rows(): Iterable<readonly CsvCell[]> {
    for (const [row, file] of predictions.files.entries())
      yield [
        file,
        predictions.splits[row],
        classNames[predictions.actual[row]],
        classNames[predicted[row]],
        ...probabilitiesOf(predictions.probabilities, row, classes),
      ];
  }
  return toCsv(['file', 'split', 'actual', 'predicted', ...classNames], rows(), EXACT);
}

/** Columns `file, split, predicted`, then one a class. The split is empty: these posters are on no side. */
export function unlabelledPredictionsCsv({
  classNames,
  files,
  probabilities,
}: UnlabelledPredictions): string {
  const classes = classNames.length;
  const predicted = argmaxRows(probabilities, classes);
  function* rows(): Iterable<readonly CsvCell[]> {
    for (const [row, file] of files.entries())
      yield [file, '', classNames[predicted[row]], ...probabilitiesOf(probabilities, row, classes)];
  }
  return toCsv(['file', 'split', 'predicted', ...classNames], rows(), EXACT);
}
