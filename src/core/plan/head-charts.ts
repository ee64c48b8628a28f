/**
 * How the answers of a plan are distributed over its sides, for each head, and the figures on the validation side of a
 * constant answer taken from the training side.
 */
import { majorityBaseline } from '../metrics';
import { labelsBaseline, meanBaseline } from '../metrics/constant-baselines';
import { columnCount, placeHeads, type Head, type PlacedHead } from '../heads';
import { SPLITS, type SplitName } from '../splits/split-name';
import type { Plan } from './plan';

export interface HeadChart {
  head: Head;
  /** Classes, labels, or ranges of a value, with the number of films of each on each side. */
  bars: { name: string; counts: Record<SplitName, number> }[];
  /** Number of films with an answer. */
  known: Record<SplitName, number>;
  baseline: ChartBaseline;
}

/** On the validation side; NaN if none of its films has an answer. */
export type ChartBaseline =
  | { kind: 'class'; name: string; accuracy: number }
  | {
      kind: 'labels';
      /** Labels that at least half of the training films have; often none. */
      names: string[];
      binaryAccuracy: number;
      /** Only the training side's commonest label. */
      commonest: string;
      atLeastOne: number;
      /** Of scores that are the same for every film. */
      meanAveragePrecision: number;
    }
  | { kind: 'value'; mean: number; meanAbsoluteError: number };

/** Number of ranges of a value. */
const BARS = 12;

export function headCharts(plan: Pick<Plan, 'heads' | 'samples' | 'answers'>): HeadChart[] {
  const width = columnCount(plan.heads);
  return placeHeads(plan.heads).map((head, at) => {
    const sides = new Map(SPLITS.map((side) => [side, [] as number[]]));
    for (const [row, { split }] of plan.samples.entries())
      if (!Number.isNaN(plan.answers[row * width + head.column])) sides.get(split)?.push(row);
    const of = (side: SplitName) => answersOfRows(plan.answers, width, head, sides.get(side) ?? []);
    const answers = { train: of('train'), validation: of('validation'), test: of('test') };
    const count = (side: SplitName) => sides.get(side)?.length ?? 0;
    return {
      head: plan.heads[at],
      bars: barsOf(head, answers),
      known: { train: count('train'), validation: count('validation'), test: count('test') },
      baseline: baselineOf(head, answers.train, answers.validation),
    };
  });
}

/** `[rows, columns]`, row-major. */
function answersOfRows(
  answers: Float32Array,
  width: number,
  { column, columns }: PlacedHead,
  rows: readonly number[],
): Float32Array {
  const taken = new Float32Array(rows.length * columns);
  for (const [at, row] of rows.entries())
    taken.set(answers.subarray(row * width + column, row * width + column + columns), at * columns);
  return taken;
}

type BySide = Record<SplitName, Float32Array>;

function barsOf(head: PlacedHead, answers: BySide): HeadChart['bars'] {
  if (head.kind === 'value') return valueBars(answers);
  const bars = head.names.map((name) => ({ name, counts: { train: 0, validation: 0, test: 0 } }));
  for (const side of SPLITS)
    for (const [at, answer] of answers[side].entries())
      if (head.kind === 'class') bars[answer].counts[side]++;
      else if (answer === 1) bars[at % head.columns].counts[side]++;
  return bars;
}

/** Ranges of equal width between the smallest and the largest value; the last one includes both edges. */
function valueBars(answers: BySide): HeadChart['bars'] {
  let least = Infinity;
  let most = -Infinity;
  for (const side of SPLITS)
    for (const value of answers[side]) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
  if (least > most) return [];
  const part = (most - least) / BARS || 1;
  const bars = Array.from({ length: BARS }, (_, at) => ({
    name: `${(least + at * part).toFixed(1)} to ${(least + (at + 1) * part).toFixed(1)}`,
    counts: { train: 0, validation: 0, test: 0 },
  }));
  for (const side of SPLITS)
    for (const value of answers[side])
      bars[Math.min(BARS - 1, Math.floor((value - least) / part))].counts[side]++;
  return bars;
}

function baselineOf(head: PlacedHead, training: Float32Array, judged: Float32Array): ChartBaseline {
  const { kind, names } = head;
  if (kind === 'value') {
    const { mean, meanAbsoluteError } = meanBaseline(training, judged);
    return { kind, mean, meanAbsoluteError };
  }
  if (kind === 'class') {
    const { classIndex, accuracy } = majorityBaseline(training, judged, names.length);
    return { kind, name: names[classIndex], accuracy };
  }
  const { majority, commonest } = labelsBaseline(training, names.length, judged);
  return {
    kind,
    names: majority.labels.map((label) => names[label]),
    binaryAccuracy: majority.binaryAccuracy,
    commonest: commonest.labels.map((label) => names[label]).join(', '),
    atLeastOne: commonest.atLeastOneMatch,
    meanAveragePrecision: meanShare(judged, names.length),
  };
}

/** Mean share of films with a label, over the labels that any film has. */
function meanShare(values: Float32Array, labels: number): number {
  const films = values.length / labels;
  const counts = new Float64Array(labels);
  for (const [at, value] of values.entries()) counts[at % labels] += value;
  const shares = [...counts].filter((count) => count > 0).map((count) => count / films);
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}
