/**
 * Random baselines for multi-label films, and the exact expectation of their figures, so that a lucky draw can be told
 * from a good model.
 *
 * Write-up C reports "at least one genre right 12.34 %" and does not say how its labels were drawn. On the 40,031 films
 * with a genre and a title of their own, the expectations are: `one-uniform` 10.56 %, `one-frequent` 21.4 %,
 * `cardinality` 20.8 %, `frequency` 39.7 % (scripts/reference/random-labels.py); `one-uniform` is nearest.
 */
import type { Random } from '../random';
import type { LabelStatistics } from '../metrics/label-statistics';

/** How the labels of one film are drawn. */
export const LABEL_DRAWS = [
  /** One label, all equally likely. */
  'one-uniform',
  /** One label, with probability proportional to its frequency. */
  'one-frequent',
  /** As many labels as a random training film has, all equally likely. */
  'cardinality',
  /** Each label independently, with its own frequency; on average as many labels as training films have. */
  'frequency',
] as const;
export type LabelDraw = (typeof LABEL_DRAWS)[number];

/** Labels for the given number of films, 0 or 1, `[films, labels]`. */
export function drawLabels(
  statistics: LabelStatistics,
  films: number,
  draw: LabelDraw,
  random: Random,
): Uint8Array {
  const { labelCount, frequency, cardinality } = statistics;
  const drawn = new Uint8Array(films * labelCount);
  for (let film = 0; film < films; film++) {
    const row = drawn.subarray(film * labelCount, (film + 1) * labelCount);
    if (draw === 'one-uniform') row[random.below(labelCount)] = 1;
    else if (draw === 'one-frequent') row[drawFrom(frequency, random)] = 1;
    else if (draw === 'cardinality') {
      row.fill(1, 0, drawFrom(cardinality, random));
      random.shuffle(row);
    } else
      for (let label = 0; label < labelCount; label++)
        row[label] = Number(random.uniform() < frequency[label]);
  }
  return drawn;
}

/** An index, drawn with probability proportional to its weight. */
function drawFrom(weights: Float64Array, random: Random): number {
  let left = random.uniform() * weights.reduce((sum, weight) => sum + weight, 0);
  const found = weights.findIndex((weight) => (left -= weight) < 0);
  // if rounding leaves a remainder, it belongs to the last index with a weight
  return found >= 0 ? found : weights.findLastIndex((weight) => weight > 0);
}

/** Expected values of figures in `core/metrics`. */
export interface ExpectedFigures {
  atLeastOneMatch: number;
  allMatch: number;
  hammingLoss: number;
  binaryAccuracy: number;
}

/**
 * The expected figures of {@link drawLabels} on films with these labels, over all draws.
 * @param actual 0 or 1, `[films, labels]`; NaN without films.
 */
export function expectRandomLabels(
  statistics: LabelStatistics,
  actual: ArrayLike<number>,
  draw: LabelDraw,
): ExpectedFigures {
  const { labelCount } = statistics;
  const films = actual.length / labelCount;
  const expectFilm = EXPECTATIONS[draw](statistics);
  const sum = { atLeastOneMatch: 0, allMatch: 0, hammingLoss: 0 };
  for (let film = 0; film < films; film++) {
    const labels: number[] = [];
    for (let label = 0; label < labelCount; label++)
      if (actual[film * labelCount + label] === 1) labels.push(label);
    const { none, all, wrong } = expectFilm(labels);
    sum.atLeastOneMatch += (1 - none) / films;
    sum.allMatch += all / films;
    sum.hammingLoss += wrong / labelCount / films;
  }
  if (films === 0) return { atLeastOneMatch: NaN, allMatch: NaN, hammingLoss: NaN, binaryAccuracy: NaN };
  return { ...sum, binaryAccuracy: 1 - sum.hammingLoss };
}

/**
 * For one film: the probabilities that no label is matched and that all labels are right, and the expected number of
 * wrong labels.
 */
interface FilmExpectation {
  none: number;
  all: number;
  wrong: number;
}

const EXPECTATIONS: Record<
  LabelDraw,
  (s: LabelStatistics) => (labels: readonly number[]) => FilmExpectation
> = {
  'one-uniform': ({ labelCount }) => expectOne(new Float64Array(labelCount).fill(1 / labelCount)),
  'one-frequent': ({ frequency }) => {
    const sum = frequency.reduce((total, share) => total + share, 0);
    return expectOne(frequency.map((share) => share / sum));
  },
  cardinality: expectCardinality,
  frequency: expectFrequency,
};

function expectOne(chances: Float64Array) {
  return (labels: readonly number[]): FilmExpectation => {
    const hit = labels.reduce((sum, label) => sum + chances[label], 0);
    return { none: 1 - hit, all: labels.length === 1 ? hit : 0, wrong: labels.length + 1 - 2 * hit };
  };
}

/** c of n labels, all equally likely: none of a film's m labels is among them in C(n − m, c) of C(n, c) cases. */
function expectCardinality({ labelCount: n, cardinality }: LabelStatistics) {
  const meanCount = cardinality.reduce((sum, share, count) => sum + share * count, 0);
  return (labels: readonly number[]): FilmExpectation => {
    const m = labels.length;
    const none = cardinality.reduce((sum, share, c) => sum + (share * choose(n - m, c)) / choose(n, c), 0);
    return { none, all: cardinality[m] / choose(n, m), wrong: m + meanCount - (2 * m * meanCount) / n };
  };
}

function expectFrequency({ frequency }: LabelStatistics) {
  return (labels: readonly number[]): FilmExpectation => {
    const has = new Set(labels);
    let none = 1;
    let all = 1;
    let wrong = 0;
    for (const [label, share] of frequency.entries()) {
      const right = has.has(label) ? share : 1 - share;
      if (has.has(label)) none *= 1 - share;
      all *= right;
      wrong += 1 - right;
    }
    return { none, all, wrong };
  };
}

/** The number of ways to choose c of n; 0 if c is more than n. */
function choose(n: number, c: number): number {
  let ways = 1;
  for (let i = 0; i < c; i++) ways *= (n - i) / (i + 1);
  return ways;
}
