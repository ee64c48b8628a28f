/**
 * The best epoch by the figure that epochs are compared by. Training (which weights to keep, when to stop) and the
 * page's texts all use these two functions.
 */
import { METRICS, type Monitor } from '../metrics';
import type { StoppingSettings } from '../recipe/steps';
import type { EpochRecord } from './run';

/**
 * @param figures after each epoch; NaN is no improvement.
 * @returns index of the first of the best, where better means better by more than `minDelta`; -1 if none is a number.
 * As in
 *   Keras's `EarlyStopping`.
 */
export function bestFigure(
  figures: readonly number[],
  { metric, minDelta }: Pick<StoppingSettings, 'metric' | 'minDelta'>,
): number {
  const sign = METRICS[metric].better === 'min' ? -1 : 1;
  let best = -1;
  for (const [epoch, value] of figures.entries()) {
    const gain = best === -1 ? Infinity : sign * (value - figures[best]);
    if (!Number.isNaN(value) && gain > minDelta) best = epoch;
  }
  return best;
}

/**
 * The epoch whose weights are kept so far, in a training that keeps the best: the last one if no epoch's figure was a
 * number. Null before the first epoch, and for runs of earlier versions that did not record the figure.
 * @param minDelta that of early stopping; 0 without it.
 */
export function bestEpoch(history: readonly EpochRecord[], minDelta = 0): EpochRecord | null {
  const metric = monitorOf(history);
  if (metric === null) return null;
  const best = bestFigure(
    history.map(({ monitored }) => monitored?.value ?? NaN),
    { metric, minDelta },
  );
  return history.at(best) ?? null;
}

/** The figure that epochs were compared by; null if any of them lacks it. */
export function monitorOf(history: readonly EpochRecord[]): Monitor | null {
  if (!history.every(({ monitored }) => monitored)) return null;
  return history[0]?.monitored?.metric ?? null;
}
