/**
 * Chooses and orders the posters of a split: right or wrong, one cell of the confusion matrix, most confident first.
 */
import type { Results } from './results';

export interface GalleryFilter {
  outcome: 'all' | 'right' | 'wrong';
  /** One cell of the confusion matrix; null for all. */
  cell: { actual: number; predicted: number } | null;
  order: 'surest' | 'least-sure';
}

/** Whether a row is in the cell; true for every row if the cell is null. */
function inCell({ actual, predicted }: Results, row: number, cell: GalleryFilter['cell']): boolean {
  return cell === null || (actual[row] === cell.actual && predicted[row] === cell.predicted);
}

/** Number of posters with each outcome, in a cell or in total. */
export function outcomeCounts(
  results: Results,
  cell: GalleryFilter['cell'],
): Record<GalleryFilter['outcome'], number> {
  const { actual, predicted } = results;
  let right = 0;
  let all = 0;
  for (let row = 0; row < actual.length; row++) {
    if (!inCell(results, row, cell)) continue;
    all++;
    if (actual[row] === predicted[row]) right++;
  }
  return { all, right, wrong: all - right };
}

/** Row numbers of the matching results, in order. Equally confident rows stay in the order of the predictions. */
export function galleryRows(results: Results, { outcome, cell, order }: GalleryFilter): number[] {
  const { actual, predicted, confidence } = results;
  const rows: number[] = [];
  for (let row = 0; row < actual.length; row++) {
    const right = actual[row] === predicted[row];
    if (outcome === 'right' && !right) continue;
    if (outcome === 'wrong' && right) continue;
    if (!inCell(results, row, cell)) continue;
    rows.push(row);
  }
  const sign = order === 'surest' ? -1 : 1;
  return rows.sort((a, b) => sign * (confidence[a] - confidence[b]) || a - b);
}
