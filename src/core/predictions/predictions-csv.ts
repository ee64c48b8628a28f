/**
 * Predictions as a CSV file (RFC 4180): one line per poster; for each head the actual and the predicted answer, then
 * one column per output. Writes `predictions.csv` of a Run, of the command line and of the Predict workspace. The page
 * guards its files against spreadsheet formulas; the command line writes names unchanged.
 */
import { toCsv, type CsvCell, type CsvOptions } from '../csv';
import { argmaxRows } from '../metrics';
import { columnCount, outputCount, outputNames, placeHeads, type Head, type PlacedHead } from '../heads';
import { LABEL_THRESHOLD } from './results';
import type { Predicted } from './predictions';

/** Predictions for unlabelled posters. `probabilities` is `[files, outputs]`, row-major. */
export interface UnlabelledPredictions {
  heads: readonly Head[];
  files: readonly string[];
  probabilities: Float32Array;
}

/** Separates labels: `Drama|War`. */
const BETWEEN_LABELS = '|';

/** Nine significant digits, so that a float32 reads back as the same float32. */
function digits(value: number): number {
  return Number(value.toPrecision(9));
}

function labelled(names: readonly string[], has: (label: number) => boolean): string {
  return names.filter((_, label) => has(label)).join(BETWEEN_LABELS);
}

/** The actual answer of one film; empty if unknown. */
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

/** The given names; with several heads, each after the head's title. */
function columnsOf(heads: readonly Head[], names: readonly string[]): string[] {
  return heads.flatMap(({ title }) => names.map((name) => (heads.length > 1 ? `${title} ${name}` : name)));
}

/** One column per output; a value has none, because its prediction is already a column. */
function outputHeader(heads: readonly Head[]): string[] {
  const names = outputNames(heads);
  return outputColumns(heads).map((output) => names[output]);
}

function outputColumns(heads: readonly Head[]): number[] {
  return placeHeads(heads).flatMap(({ kind, output, outputs }) =>
    kind === 'value' ? [] : Array.from({ length: outputs }, (_, at) => output + at),
  );
}

/** Columns `file, split`, then `actual, predicted` of each head, then one per output. */
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

/**
 * Columns `file, split`, then `predicted` of each head, then one per output. The split is empty, since these posters
 * are on no side.
 */
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
