/**
 * In which order an epoch sees the training side. Balanced sampling repeats rows of small classes or leaves out rows
 * of large ones, the same in every epoch; the order is drawn anew each time.
 */
import { evenClasses, evenLabels, undersample, undersampleLabels, withCopies } from '../../core/balance';
import { Random } from '../../core/random';
import type { Recipe } from '../../core/recipe/recipe';
import { columnCount } from '../../core/run/heads';
import type { Answers } from './objective';

/** Share of the films that is left out, of labels of unlike frequency. */
const SHARE_LEFT_OUT = 0.25;

export class EpochOrder {
  private readonly rows: number[];
  private readonly shuffles: Random;

  constructor(rows: readonly number[], answers: Answers, recipe: Pick<Recipe, 'seed' | 'balance'>) {
    this.rows = sampled(rows, answers, recipe);
    this.shuffles = new Random(recipe.seed, 'shuffle');
  }

  /** Rows of one epoch. */
  get length(): number {
    return this.rows.length;
  }

  /** The rows in the order of the next epoch. The array is the same each time. */
  next(): readonly number[] {
    return this.shuffles.shuffle(this.rows);
  }
}

function sampled(
  rows: readonly number[],
  answers: Answers,
  { seed, balance }: Pick<Recipe, 'seed' | 'balance'>,
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
