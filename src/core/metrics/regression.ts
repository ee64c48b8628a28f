/** Figures of a regression. `actual` and `predicted` are `[samples]`; NaN without samples. */

/** NaN if empty. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}

/** Mean of |predicted − actual|. */
export function meanAbsoluteError(actual: ArrayLike<number>, predicted: ArrayLike<number>): number {
  return mean(Float64Array.from({ length: actual.length }, (_, i) => Math.abs(predicted[i] - actual[i])));
}

/** Root of the mean of (predicted − actual)². */
export function rootMeanSquaredError(actual: ArrayLike<number>, predicted: ArrayLike<number>): number {
  return Math.sqrt(
    mean(Float64Array.from({ length: actual.length }, (_, i) => (predicted[i] - actual[i]) ** 2)),
  );
}

/** Coefficient of determination: 1 is perfect, 0 is as good as predicting the mean, negative is worse than that. */
export function r2(actual: ArrayLike<number>, predicted: ArrayLike<number>): number {
  const centre = mean(actual);
  let left = 0;
  let total = 0;
  for (let i = 0; i < actual.length; i++) {
    left += (actual[i] - predicted[i]) ** 2;
    total += (actual[i] - centre) ** 2;
  }
  return 1 - left / total;
}

/** Pearson's correlation, in [-1, 1]. */
export function pearson(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const centreA = mean(a);
  const centreB = mean(b);
  let product = 0;
  let squareA = 0;
  let squareB = 0;
  for (let i = 0; i < a.length; i++) {
    product += (a[i] - centreA) * (b[i] - centreB);
    squareA += (a[i] - centreA) ** 2;
    squareB += (b[i] - centreB) ** 2;
  }
  return product / Math.sqrt(squareA * squareB);
}

/** Spearman's rank correlation; ties get their mean rank. */
export function spearman(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return pearson(ranks(a), ranks(b));
}

/** Ranks from 1; equal values share the mean of their positions. */
function ranks(values: ArrayLike<number>): Float64Array {
  const order = Array.from({ length: values.length }, (_, i) => i).sort((i, j) => values[i] - values[j]);
  const result = new Float64Array(values.length);
  let start = 0;
  while (start < order.length) {
    let end = start;
    while (end + 1 < order.length && values[order[end + 1]] === values[order[start]]) end++;
    for (let i = start; i <= end; i++) result[order[i]] = (start + end) / 2 + 1;
    start = end + 1;
  }
  return result;
}
