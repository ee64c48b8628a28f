/** When training has stopped improving: the decision of Keras's `EarlyStopping`, computed from the history. */
import type { StoppingSettings } from '../../core/recipe/steps';
import { bestFigure } from '../../core/run/best-epoch';

export interface StoppingJudgement {
  /** Index into the history of the best epoch; -1 if there is none. */
  best: number;
  /** Whether the patience has run out. */
  stop: boolean;
}

/**
 * @param history The metric after each epoch; NaN is no improvement.
 * @returns the first of the best epochs, where better means better by more than `minDelta`.
 */
export function judgeStopping(
  history: readonly number[],
  { metric, patience, minDelta }: StoppingSettings,
): StoppingJudgement {
  const best = bestFigure(history, { metric, minDelta });
  return { best, stop: history.length - 1 - best >= patience };
}
