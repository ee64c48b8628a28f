/**
 * Predictions as a CSV file (RFC 4180): one line a poster; for each head what is actual and what is predicted, then
 * one column an output. `predictions.csv` of a Run, of the command line and of the Predict workspace are all written
 * here; the page guards its files against spreadsheet formulas, the command line writes names to the letter.
 */
import { toCsv, type CsvCell, type CsvOptions } from '../csv';
import { argmaxRows } from '../metrics';
import { columnCount, outputCount, outputNames, placeHeads, type Head, type PlacedHead } from '../heads';
import { LABEL_THRESHOLD } from './results';
import type { Predicted } from './predictions';

/** What is written of posters that nobody has labelled. `probabilities` is `[files, outputs]`, row-major. */
export interface UnlabelledPredictions {
  heads: readonly Head[];
  files: readonly string[];
  probabilities: Float32Array;
}

/** Stands between labels: `Drama|War`. */
const BETWEEN_LABELS = '|';

/** Nine significant digits: a float32 that is read back is the same float32. */
function digits(value: number): number {
  return Number(value.toPrecision(9));
}

function labelled(names: readonly string[], has: (label: number) => boolean): string {
  return names.filter((_, label) => has(label)).join(BETWEEN_LABELS);
}

/** What one film is; empty where nobody knows. */
function actualCell(head: PlacedHead, answers: Float32Array): CsvCell {
  const own = answers.subarray(head.column, head.column + head.columns);
  if (Number.isNaN(own[0])) return null;
  if (head.kind === 'class') return head.names[own[0]];
  return head.kind === 'value' ? digits(own[0]) : labelled(head.names, (label) => own[label] === 1);
}

function predictedCell(head: PlacedHead, outputs: Float32Array): CsvCell {
  const own = outputs.subarray(head.output, head.output + head.outputs);
  if (head.kind === 'class') return head.names[argmaxRows(own, own.length)[0]];
  if (head.kind === 'value') return digits(own[0]);
  return labelled(head.names, (label) => own[label] >= LABEL_THRESHOLD);
}

/** `predicted`, or behind the head's title where there are several heads. */
function columnsOf(heads: readonly Head[], names: readonly string[]): string[] {
  return heads.flatMap(({ title }) => names.map((name) => (heads.length > 1 ? `${title} ${name}` : name)));
}

/** Outputs; a value's single one stands in its column already. */
function outputHeader(heads: readonly Head[]): string[] {
  const names = outputNames(heads);
  return outputColumns(heads).map((output) => names[output]);
}

function outputColumns(heads: readonly Head[]): number[] {
  return placeHeads(heads).flatMap(({ kind, output, outputs }) =>
    kind === 'value' ? [] : Array.from({ length: outputs }, (_, at) => output + at),
  );
}

/** Columns `file, split`, then `actual, predicted` of each head, then one an output. */
export function runPredictionsCsv({ heads, predictions }: Predicted, options: CsvOptions): string {
  const placed = placeHeads(heads);
  const columns = columnCount(heads);
  const width = outputCount(heads);
  const shown = outputColumns(heads);
  function* rows(): Iterable<readonly CsvCell[]> {
    for (const [row, file] of predictions.files.entries()) {
      const answers = predictions.answers.subarray(row * columns, (row + 1) * columns);
      const outputs = predictions.probabilities.subarray(row * width, (row + 1) * width);
      yield [
        file,
        predictions.splits[row],
        ...placed.flatMap((head) => [actualCell(head, answers), predictedCell(head, outputs)]),
        ...shown.map((output) => digits(outputs[output])),
      ];
    }
  }
  const header = ['file', 'split', ...columnsOf(heads, ['actual', 'predicted']), ...outputHeader(heads)];
  return toCsv(header, rows(), options);
}

/** Columns `file, split`, then `predicted` of each head, then one an output. The split is empty: these posters are on no side. */
export function unlabelledPredictionsCsv(
  { heads, files, probabilities }: UnlabelledPredictions,
  options: CsvOptions,
): string {
  const placed = placeHeads(heads);
  const width = outputCount(heads);
  const shown = outputColumns(heads);
  function* rows(): Iterable<readonly CsvCell[]> {
    for (const [row, file] of files.entries()) {
      const outputs = probabilities.subarray(row * width, (row + 1) * width);
      yield [
        file,
        '',
        ...placed.map((head) => predictedCell(head, outputs)),
        ...shown.map((output) => digits(outputs[output])),
      ];
    }
  }
  const header = ['file', 'split', ...columnsOf(heads, ['predicted']), ...outputHeader(heads)];
  return toCsv(header, rows(), options);
}
