/** Decides which epoch's weights are kept and when training ends, by one validation figure. */
import type { Monitor } from '../../core/metrics/facts';
import type { Recipe } from '../../core/recipe/recipe';
import { judgeStopping } from '../schedules/early-stopping';

export class BestEpoch {
  /** The figure used: that of early stopping, otherwise the validation loss. */
  readonly metric: Monitor;
  private readonly history: number[];
  /** Epochs of earlier phases. */
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
   * @returns whether to keep its weights, and whether to stop training.
   */
  judge(figure: number): { keep: boolean; stop: boolean } {
    const { stopping, training } = this.recipe;
    this.history.push(figure);
    const settings = stopping ?? { metric: this.metric, patience: Infinity, minDelta: 0 };
    const { best } = judgeStopping(this.history, settings);
    // a phase may start worse than another ended and take long to catch up, so each has its own patience
    const { stop } = judgeStopping(this.history.slice(this.start), settings);
    // even if no figure is a number, from the first epoch on, a run must end up with weights
    const better = best === -1 || best === this.history.length - 1;
    return { keep: training.keep === 'last' || better, stop };
  }
}
