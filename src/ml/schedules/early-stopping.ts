/** When training has stopped getting better: what Keras's `EarlyStopping` decides, from the history alone. */
import { MONITORS, type StoppingSettings } from '../../core/recipe/optimisation';

export interface StoppingJudgement {
  /** Index into the history of the best epoch; -1 where there is none. */
  best: number;
  /** Whether the patience has run out. */
  stop: boolean;
}

/**
 * @param history the metric after each epoch; one that is no number is no improvement.
 * @returns the first of the best epochs, where better means better by more than `minDelta`.
 */
export function judgeStopping(
  history: readonly number[],
  { metric, patience, minDelta }: StoppingSettings,
): StoppingJudgement {
  const sign = MONITORS[metric] === 'min' ? -1 : 1;
  let best = -1;
  for (const [epoch, value] of history.entries()) {
    const gain = best === -1 ? Infinity : sign * (value - history[best]);
    if (!Number.isNaN(value) && gain > minDelta) best = epoch;
  }
  return { best, stop: history.length - 1 - best >= patience };
}
