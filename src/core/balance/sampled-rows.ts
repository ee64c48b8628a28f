/** Applies a recipe's sampling to training rows. The same rows, answers and seed give the same result. */
import { Random } from '../random';
import { columnCount, type Head } from '../heads';
import { withCopies } from './copies';
import { evenClasses, undersample } from './even-classes';
import { evenLabels, undersampleLabels } from './even-labels';
import type { BalanceSettings } from './settings';

export interface RowAnswers {
  heads: readonly Head[];
  /** `[rows, columns]`, row-major, as in a Plan; NaN if there is no answer. */
  values: Float32Array;
}

/** Share of the films that undersampling of labels leaves out. */
const SHARE_LEFT_OUT = 0.25;

/**
 * The rows that an epoch sees: unchanged, with repetitions, or without some. Only the first head is balanced; rows
 * without an answer to it stay.
 */
export function sampledRows(
  rows: readonly number[],
  answers: RowAnswers,
  { seed, balance }: { seed: number; balance: Pick<BalanceSettings, 'sampling'> },
): number[] {
  const head = answers.heads[0];
  if (balance.sampling === 'none' || head.kind === 'value') return [...rows];
  const random = new Random(seed, 'balance');
  const columns = columnCount(answers.heads);
  const width = head.kind === 'labels' ? head.names.length : 1;
  const answerOf = (row: number) => answers.values.subarray(row * columns, row * columns + width);
  const known = rows.filter((row) => !answerOf(row).some(Number.isNaN));
  const unknown = rows.filter((row) => answerOf(row).some(Number.isNaN));
  const flat = known.flatMap((row) => [...answerOf(row)]);
  const count = head.names.length;
  const take = (indices: Int32Array) => [...Array.from(indices, (index) => known[index]), ...unknown];
  if (balance.sampling === 'over')
    return take(
      withCopies(head.kind === 'class' ? evenClasses(flat, count, random) : evenLabels(flat, count, random)),
    );
  return take(
    head.kind === 'class'
      ? undersample(flat, count, random)
      : undersampleLabels(flat, count, random, SHARE_LEFT_OUT),
  );
}
