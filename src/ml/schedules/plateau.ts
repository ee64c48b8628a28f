/** A learning rate that falls when a metric no longer improves (PyTorch's `ReduceLROnPlateau`, relative threshold). */

export interface Plateau {
  better: 'min' | 'max';
  factor: number;
  /** Epochs without improvement that are let pass. */
  patience: number;
  /** Relative change that counts as an improvement. */
  threshold: number;
}

/** @param history the metric after each epoch; one that is no number is no improvement. */
export function plateau(
  history: readonly number[],
  { better, factor, patience, threshold }: Plateau,
): number {
  let result = 1;
  let best = better === 'min' ? Infinity : -Infinity;
  let waited = 0;
  for (const value of history) {
    const improved = better === 'min' ? value < best * (1 - threshold) : value > best * (1 + threshold);
    if (improved) best = value;
    waited = improved ? 0 : waited + 1;
    if (waited <= patience) continue;
    result *= factor;
    waited = 0;
  }
  return result;
}
