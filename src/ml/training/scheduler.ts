/**
 * Drives an optimizer through a training or one of its phases: sets the learning rate for each batch, and the momentum if
 * the schedule has one. Each training or phase starts its own clock.
 */
import type { Recipe } from '../../core/recipe/recipe';
import type { Optimizer } from '../optimizers/optimizer';
import { scheduleFactor, scheduleMomentum } from '../schedules/schedule';

export interface SchedulerSettings {
  recipe: Pick<Recipe, 'optimizer' | 'schedule'>;
  epochs: number;
  batchesPerEpoch: number;
  /** Batches per update of the weights. */
  accumulate: number;
  /** The plateau schedule's metric after each epoch; grows during training. */
  history: readonly number[];
}

export class Scheduler {
  private batches = 0;

  constructor(private readonly settings: SchedulerSettings) {}

  /** Call it before each batch. */
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
