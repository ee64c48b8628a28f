/** When training has stopped getting better: what Keras's `EarlyStopping` decides, from the history alone. */
import type { StoppingSettings } from '../../core/recipe/steps';
import { bestFigure } from '../../core/run/best-epoch';

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
  const best = bestFigure(history, { metric, minDelta });
  return { best, stop: history.length - 1 - best >= patience };
}
