/** Which of a split's posters to show, and in which order: right or wrong, one cell of the confusion, surest first. */
import type { Results } from './results';

export interface GalleryFilter {
  outcome: 'all' | 'right' | 'wrong';
  /** One cell of the confusion matrix; null for all. */
  cell: { actual: number; predicted: number } | null;
  order: 'surest' | 'least-sure';
}

/** Row numbers of the results that pass, in order. Equally sure ones stay in the order of the predictions. */
export function galleryRows(results: Results, { outcome, cell, order }: GalleryFilter): number[] {
  const { actual, predicted, confidence } = results;
  const rows: number[] = [];
  for (let row = 0; row < actual.length; row++) {
    const right = actual[row] === predicted[row];
    if (outcome === 'right' && !right) continue;
    if (outcome === 'wrong' && right) continue;
    if (cell && (actual[row] !== cell.actual || predicted[row] !== cell.predicted)) continue;
    rows.push(row);
  }
  const sign = order === 'surest' ? -1 : 1;
  return rows.sort((a, b) => sign * (confidence[a] - confidence[b]) || a - b);
}
