/** Rows of the sides of a split, and the error for a side without rows. */
import { OnesheetError } from '../../core/errors';
import type { SplitName } from '../../core/splits/split-name';

/** Rows of one side, in order. */
export function rowsOf(splits: readonly SplitName[], side: SplitName): number[] {
  const rows: number[] = [];
  for (const [row, split] of splits.entries()) if (split === side) rows.push(row);
  return rows;
}

/** @throws OnesheetError `plan-too-few-films` if there are no training or no validation rows. */
export function trainingSides(splits: readonly SplitName[]): { train: number[]; validation: number[] } {
  const sides = { train: rowsOf(splits, 'train'), validation: rowsOf(splits, 'validation') };
  requireRows(sides.train, 'training');
  requireRows(sides.validation, 'validation');
  return sides;
}

/** @throws OnesheetError `plan-too-few-films` if there are no rows. */
export function requireRows(rows: readonly number[], side: 'training' | 'validation'): void {
  if (rows.length > 0) return;
  throw new OnesheetError(
    'plan-too-few-films',
    `There is no film on the ${side} side.`,
    'Take more films, or change the shares of the split.',
    { where: { workspace: 'prepare', control: 'split' } },
  );
}
