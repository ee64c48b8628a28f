/**
 * What drives an optimizer through a training or one phase of it: the learning rate of each batch, and the momentum
 * where the schedule has one. Its clock begins anew with each.
 */
import type { Recipe } from '../../core/recipe/recipe';
import type { Optimizer } from '../optimizers/optimizer';
import { scheduleFactor, scheduleMomentum } from '../schedules/schedule';

export interface SchedulerSettings {
  recipe: Pick<Recipe, 'optimizer' | 'schedule'>;
  epochs: number;
  batchesPerEpoch: number;
  /** Batches until the weights move. */
  accumulate: number;
  /** The plateau schedule's figure after each epoch; it grows. */
  history: readonly number[];
}

export class Scheduler {
  private batches = 0;

  constructor(private readonly settings: SchedulerSettings) {}

  /** Before each batch. */
  next(optimizer: Pick<Optimizer, 'learningRate' | 'momentum'>): void {
    const { recipe, epochs, batchesPerEpoch, accumulate, history } = this.settings;
    const moment = {
      step: Math.floor(this.batches++ / accumulate),
      stepsPerEpoch: Math.max(1, Math.ceil(batchesPerEpoch / accumulate)),
      epochs,
      history,
    };
    optimizer.learningRate = recipe.optimizer.learningRate * scheduleFactor(recipe.schedule, moment);
    optimizer.momentum = scheduleMomentum(recipe.schedule, moment) ?? optimizer.momentum;
  }
}
