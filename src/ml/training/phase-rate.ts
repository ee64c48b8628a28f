/** The learning rate through a phase of the training: the schedule's clock begins anew with each. */
import type { Recipe } from '../../core/recipe/recipe';
import { scheduleFactor } from '../schedules/schedule';
import type { EpochJudge } from './epoch-judge';
import type { Phase } from './phases';

export class PhaseRate {
  private batches = 0;

  constructor(
    private readonly phase: Phase,
    private readonly rows: number,
    private readonly size: number,
    private readonly recipe: Pick<Recipe, 'optimizer' | 'schedule' | 'step'>,
    private readonly judge: EpochJudge,
  ) {}

  /** The learning rate of the next batch. */
  next(): number {
    const { optimizer, schedule, step } = this.recipe;
    const moment = {
      step: Math.floor(this.batches++ / step.accumulate),
      stepsPerEpoch: Math.max(1, Math.ceil(this.rows / this.size / step.accumulate)),
      epochs: this.phase.epochs,
      history: this.judge.history,
    };
    return optimizer.learningRate * scheduleFactor(schedule, moment);
  }
}
