/** Chooses and orders the posters of a split for labels and values: largest errors first. */
import type { LabelResults, ValueResults } from './results';

export type LabelOutcome = 'all' | 'right' | 'partly' | 'wrong';
export type ValueOutcome = 'all' | 'high' | 'low';
export type GalleryOrder = 'most-wrong' | 'least-wrong';

/** The error in the labels of one poster. */
export interface LabelMiss {
  /** Number of wrong labels. */
  wrong: number;
  /** Whether none, some or exactly all of the poster's own labels were predicted. */
  outcome: Exclude<LabelOutcome, 'all'>;
  /** Nats over all labels; orders posters with equally many wrong labels. */
  loss: number;
}

/** `[samples]`. */
export function labelMisses({
  actual,
  predicted,
  probabilities,
  classNames,
  keys,
}: LabelResults): LabelMiss[] {
  const count = classNames.length;
  return keys.map((_, row) => {
    let wrong = 0;
    let met = 0;
    let loss = 0;
    for (let at = row * count; at < (row + 1) * count; at++) {
      if (actual[at] !== predicted[at]) wrong++;
      if (actual[at] === 1 && predicted[at] === 1) met++;
      const right = actual[at] === 1 ? probabilities[at] : 1 - probabilities[at];
      loss -= Math.log(Math.max(1e-7, right));
    }
    return { wrong, outcome: wrong === 0 ? 'right' : met > 0 ? 'partly' : 'wrong', loss };
  });
}

/**
 * Row numbers of the matching results, in order. @param label only posters with this actual or predicted label; null
 * for all.
 */
export function labelRows(
  { actual, predicted, classNames }: LabelResults,
  misses: readonly LabelMiss[],
  { outcome, order, label }: { outcome: LabelOutcome; order: GalleryOrder; label: number | null },
): number[] {
  const count = classNames.length;
  const sign = order === 'most-wrong' ? -1 : 1;
  const concerned = (row: number) =>
    label === null || actual[row * count + label] === 1 || predicted[row * count + label] === 1;
  return [...misses.keys()]
    .filter((row) => (outcome === 'all' || misses[row].outcome === outcome) && concerned(row))
    .sort(
      (a, b) =>
        sign * (misses[a].wrong - misses[b].wrong) || sign * (misses[a].loss - misses[b].loss) || a - b,
    );
}

/** Row numbers of the matching results, largest error first. */
export function valueRows(
  { actual, predicted }: ValueResults,
  { outcome, order }: { outcome: ValueOutcome; order: GalleryOrder },
): number[] {
  const sign = order === 'most-wrong' ? -1 : 1;
  const error = (row: number) => predicted[row] - actual[row];
  return [...actual.keys()]
    .filter((row) => outcome === 'all' || (outcome === 'high' ? error(row) > 0 : error(row) < 0))
    .sort((a, b) => sign * (Math.abs(error(a)) - Math.abs(error(b))) || a - b);
}
