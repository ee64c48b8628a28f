/**
 * Figures that depend only on the order of the scores: average precision and the area under the ROC curve. Handles
 * ties.
 */
import { rowCount } from './predictions';

/** Indices by descending score. */
function byFallingScore(scores: ArrayLike<number>): Int32Array {
  return Int32Array.from({ length: scores.length }, (_, i) => i).sort((a, b) => scores[b] - scores[a]);
}

/** Cumulative counts of positives and of samples at each distinct score, from the highest down. */
function steps(actual: ArrayLike<number>, scores: ArrayLike<number>): { hits: number; taken: number }[] {
  const order = byFallingScore(scores);
  const found: { hits: number; taken: number }[] = [];
  let hits = 0;
  for (let i = 0; i < order.length; i++) {
    hits += actual[order[i]];
    const tieGoesOn = i + 1 < order.length && scores[order[i + 1]] === scores[order[i]];
    if (!tieGoesOn) found.push({ hits, taken: i + 1 });
  }
  return found;
}

/**
 * Average precision: Σ (Rₙ − Rₙ₋₁) Pₙ over distinct scores, without interpolation (scikit-learn's
 * `average_precision_score`). null if there is no positive.
 */
export function averagePrecision(actual: ArrayLike<number>, scores: ArrayLike<number>): number | null {
  const found = steps(actual, scores);
  const positives = found.at(-1)?.hits ?? 0;
  if (positives === 0) return null;
  let sum = 0;
  let before = 0;
  for (const { hits, taken } of found) {
    sum += ((hits - before) / positives) * (hits / taken);
    before = hits;
  }
  return sum;
}

/** Area under the ROC curve, ties counted as one half (Mann–Whitney). null if there is no positive or no negative. */
export function rocAuc(actual: ArrayLike<number>, scores: ArrayLike<number>): number | null {
  const found = steps(actual, scores);
  const last = found.at(-1);
  if (!last || last.hits === 0 || last.hits === last.taken) return null;
  let area = 0;
  let hitsBefore = 0;
  let missesBefore = 0;
  for (const { hits, taken } of found) {
    const misses = taken - hits;
    area += ((misses - missesBefore) * (hits + hitsBefore)) / 2;
    hitsBefore = hits;
    missesBefore = misses;
  }
  return area / (last.hits * (last.taken - last.hits));
}

/** One score per label, and the mean over the labels that have one. `actual`, `scores`: `[samples, labels]`. */
export function overLabels(
  score: (actual: ArrayLike<number>, scores: ArrayLike<number>) => number | null,
  actual: ArrayLike<number>,
  scores: ArrayLike<number>,
  labels: number,
): { each: (number | null)[]; mean: number } {
  const rows = rowCount(actual, labels);
  const column = (values: ArrayLike<number>, label: number) =>
    Float64Array.from({ length: rows }, (_, row) => values[row * labels + label]);
  const each = Array.from({ length: labels }, (_, k) => score(column(actual, k), column(scores, k)));
  const usable = each.filter((value) => value !== null);
  return { each, mean: usable.reduce((sum, value) => sum + value, 0) / usable.length };
}
