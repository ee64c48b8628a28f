/** Which epoch's weights are kept, and when training is to end: by one figure of the validation side. */
import type { Monitor } from '../../core/metrics/facts';
import type { Recipe } from '../../core/recipe/recipe';
import { judgeStopping } from '../schedules/early-stopping';

export class BestEpoch {
  /** The figure that is looked at: the stopping's, else the validation loss. */
  readonly metric: Monitor;
  private readonly history: number[];
  /** Epochs of phases that went before. */
  private readonly start: number;

  constructor(
    private readonly recipe: Pick<Recipe, 'stopping' | 'training'>,
    before: readonly number[] = [],
  ) {
    this.history = [...before];
    this.start = before.length;
    this.metric = recipe.stopping?.metric ?? 'loss';
  }

  /**
   * Judges an epoch by its figure.
   * @returns whether its weights are to be kept, and whether training is to end with it.
   */
  judge(figure: number): { keep: boolean; stop: boolean } {
    const { stopping, training } = this.recipe;
    this.history.push(figure);
    const settings = stopping ?? { metric: this.metric, patience: Infinity, minDelta: 0 };
    const { best } = judgeStopping(this.history, settings);
    // what a phase gains may long be less than what another lost by its beginning: each has patience of its own
    const { stop } = judgeStopping(this.history.slice(this.start), settings);
    // figures that are no numbers, from the first epoch on, must not leave a run without weights
    const better = best === -1 || best === this.history.length - 1;
    return { keep: training.keep === 'last' || better, stop };
  }
}
