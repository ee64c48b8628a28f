/**
 * The order in which an epoch goes through the training side. Balanced sampling repeats rows of small classes or drops
 * rows of large ones, the same ones in every epoch; the order is drawn again for each epoch.
 */
import { sampledRows } from '../../core/balance/sampled-rows';
import { Random } from '../../core/random';
import type { Recipe } from '../../core/recipe/recipe';
import type { Answers } from './objective';

export class EpochOrder {
  private readonly rows: number[];
  private readonly shuffles: Random;

  constructor(rows: readonly number[], answers: Answers, recipe: Pick<Recipe, 'seed' | 'balance'>) {
    this.rows = sampledRows(rows, answers, recipe);
    this.shuffles = new Random(recipe.seed, 'shuffle');
  }

  /** Number of rows per epoch. */
  get length(): number {
    return this.rows.length;
  }

  /** The rows in the order of the next epoch. Always returns the same array. */
  next(): readonly number[] {
    return this.shuffles.shuffle(this.rows);
  }
}
