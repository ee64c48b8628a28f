/**
 * 95 % intervals of a head's main figures on one side: the percentile bootstrap over its films, seeded, so that the
 * same predictions give the same intervals.
 */
import { atOnce } from '../at-once';
import {
  accuracy,
  averageFigures,
  bootstrapIntervals,
  cohenKappa,
  confusionMatrix,
  meanAbsoluteError,
  perClass,
  r2,
  ResampledRanking,
  ResampledSpearman,
  rootMeanSquaredError,
  type Interval,
} from '../metrics';
import {
  headResultsOf,
  type HeadResults,
  type LabelResults,
  type Results,
  type ValueResults,
} from '../predictions/results';
import type { Predicted } from '../predictions/predictions';
import type { SplitName } from '../splits/split-name';

/** Intervals by the figure's name in the head's figures. */
export type Intervals = Partial<Record<IntervalName, Interval>>;
export type IntervalName =
  | 'accuracy'
  | 'macroF1'
  | 'kappa'
  | 'quadraticKappa'
  | 'meanAveragePrecision'
  | 'meanAuc'
  | 'binaryAccuracy'
  | 'allMatch'
  | 'atLeastOne'
  | 'meanAbsoluteError'
  | 'rootMeanSquaredError'
  | 'r2'
  | 'spearman';

/** Numbers that all resamples together may look at: 20 million take about a quarter of a second. */
const MOST_NUMBERS = 20_000_000;
const MOST_RESAMPLES = 1000;
/** Fewer say nothing of the outermost 2.5 %. */
const LEAST_RESAMPLES = 200;

/** A value's figures look at each film about so often. */
const LOOKS_AT_A_VALUE = 10;

/** How many resamples a side of so many films is given whose figures look at so many numbers of each. */
export function resamplesFor(samples: number, numbers: number): number {
  const affordable = Math.floor(MOST_NUMBERS / Math.max(1, samples * numbers));
  return Math.min(MOST_RESAMPLES, Math.max(LEAST_RESAMPLES, affordable));
}

/**
 * Work that yields after each resample and returns the intervals; none for a side without films.
 * {@link intervalsOf} does it at once.
 */
export function* intervalWork(
  run: Predicted,
  split: SplitName,
  head = 0,
): Generator<void, Intervals, undefined> {
  const results = headResultsOf(run, split, head);
  const samples = results.keys.length;
  if (samples === 0) return {};
  const ordered = run.heads[head].task === 'score-bins';
  return yield* bootstrapIntervals(samples, figuresOver(results, ordered), {
    resamples: resamplesOf(results),
  });
}

/** How many resamples a head's results are given. */
export function resamplesOf(results: HeadResults): number {
  const numbers = results.kind === 'value' ? LOOKS_AT_A_VALUE : results.classNames.length;
  return resamplesFor(results.keys.length, numbers);
}

/** A head's main figures over any rows of its results, each so often as it is named. @param ordered Classes have an order. */
export function figuresOver(results: HeadResults, ordered = false): FiguresOver {
  switch (results.kind) {
    case 'class':
      return classFiguresOver(results, ordered);
    case 'labels':
      return labelFiguresOver(results);
    default:
      return valueFiguresOver(results);
  }
}

/** The intervals of a head's main figures. */
export function intervalsOf(run: Predicted, split: SplitName, head = 0): Intervals {
  return atOnce(intervalWork(run, split, head));
}

export type FiguresOver = (rows: Int32Array) => Record<string, number>;

function classFiguresOver({ actual, predicted, classNames }: Results, ordered: boolean): FiguresOver {
  const count = classNames.length;
  const taken = { actual: new Int32Array(actual.length), predicted: new Int32Array(actual.length) };
  return (rows) => {
    for (let at = 0; at < rows.length; at++) {
      taken.actual[at] = actual[rows[at]];
      taken.predicted[at] = predicted[rows[at]];
    }
    const confusion = confusionMatrix(taken.actual, taken.predicted, count);
    return {
      accuracy: accuracy(taken.actual, taken.predicted),
      macroF1: averageFigures(perClass(confusion, count)).macro.f1,
      kappa: cohenKappa(confusion, count),
      ...(ordered ? { quadraticKappa: cohenKappa(confusion, count, 'quadratic') } : {}),
    };
  };
}

function labelFiguresOver({ actual, predicted, probabilities, classNames }: LabelResults): FiguresOver {
  const count = classNames.length;
  const samples = actual.length / count;
  const column = (values: ArrayLike<number>, label: number) =>
    Float32Array.from({ length: samples }, (_, row) => values[row * count + label]);
  const rankings = classNames.map(
    (_, label) => new ResampledRanking(column(actual, label), column(probabilities, label)),
  );
  const films = Array.from({ length: samples }, (_, row) => matchOf(actual, predicted, row, count));
  const times = new Uint32Array(samples);
  return (rows) => {
    times.fill(0);
    let right = 0;
    let all = 0;
    let any = 0;
    for (const row of rows) {
      times[row]++;
      right += films[row].right;
      all += films[row].all;
      any += films[row].any;
    }
    const ranked = rankings.map((ranking) => ranking.figures(times));
    return {
      meanAveragePrecision: meanOf(ranked.map((one) => one.averagePrecision)),
      meanAuc: meanOf(ranked.map((one) => one.auc)),
      binaryAccuracy: right / (rows.length * count),
      allMatch: all / rows.length,
      atLeastOne: any / rows.length,
    };
  };
}

/** Of one film: how many labels are right, whether all are, and whether one of its own was said. */
function matchOf(actual: Uint8Array, predicted: Uint8Array, row: number, count: number) {
  let right = 0;
  let any = 0;
  for (let at = row * count; at < (row + 1) * count; at++) {
    if (actual[at] === predicted[at]) right++;
    if (actual[at] === 1 && predicted[at] === 1) any = 1;
  }
  return { right, all: Number(right === count), any };
}

/** Over the labels that have the figure in this resample. */
function meanOf(values: readonly number[]): number {
  const usable = values.filter((value) => !Number.isNaN(value));
  return usable.reduce((sum, value) => sum + value, 0) / usable.length;
}

function valueFiguresOver({ actual, predicted }: ValueResults): FiguresOver {
  const taken = { actual: new Float64Array(actual.length), predicted: new Float64Array(actual.length) };
  const ranked = new ResampledSpearman(actual, predicted);
  const times = new Uint32Array(actual.length);
  return (rows) => {
    times.fill(0);
    for (let at = 0; at < rows.length; at++) {
      times[rows[at]]++;
      taken.actual[at] = actual[rows[at]];
      taken.predicted[at] = predicted[rows[at]];
    }
    return {
      meanAbsoluteError: meanAbsoluteError(taken.actual, taken.predicted),
      rootMeanSquaredError: rootMeanSquaredError(taken.actual, taken.predicted),
      r2: r2(taken.actual, taken.predicted),
      spearman: ranked.figure(times),
    };
  };
}
