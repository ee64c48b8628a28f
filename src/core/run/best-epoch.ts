/**
 * The best epoch by the figure that epochs are compared by. What training keeps, when it stops, and what is said of it
 * all go by these two functions.
 */
import { METRICS, type Monitor } from '../metrics';
import type { StoppingSettings } from '../recipe/steps';
import type { EpochRecord } from './run';

/**
 * @param figures after each epoch; one that is no number is no improvement.
 * @returns index of the first of the best, where better means better by more than `minDelta`; -1 where none is a
 *   number. As in Keras's `EarlyStopping`.
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
 * The epoch whose weights are kept so far, of a training that keeps the best: the last one where the figure has been no
 * number in any. Null before the first epoch, and where an earlier version did not record the figure.
 * @param minDelta the stopping's; 0 without it.
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

/** The figure that epochs were compared by; null where none or not all of them say. */
export function monitorOf(history: readonly EpochRecord[]): Monitor | null {
  if (!history.every(({ monitored }) => monitored)) return null;
  return history[0]?.monitored?.metric ?? null;
}
