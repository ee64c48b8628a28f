/**
 * The learning-rate range test (Smith 2017, section 3.3): the learning rate rises exponentially from step to step until
 * the loss diverges; a good learning rate is where the loss fell. Losses are smoothed and learning rates suggested as in
 * fastai's `lr_find`.
 */
import type { FinderPoint, Suggestions } from '../../core/run/rate-curve';

export type { FinderPoint, Suggestions };

export interface FinderOptions {
  /** First learning rate. */
  from: number;
  /** Last learning rate. */
  to: number;
  steps: number;
  /** Share of the old mean in the smoothed loss. */
  smoothing: number;
  /** Training has diverged when the smoothed loss is this many times its minimum. */
  divergence: number;
}

export const FINDER_DEFAULTS: FinderOptions = {
  from: 1e-7,
  to: 10,
  steps: 100,
  smoothing: 0.98,
  divergence: 4,
};

/** The learning rate of each step: a geometric sequence from first to last. */
export function learningRates({ from, to, steps }: FinderOptions): number[] {
  return Array.from({ length: steps }, (_, step) => from * (to / from) ** (step / Math.max(1, steps - 1)));
}

/**
 * Trains with rising learning rates; the caller restores the weights afterwards.
 * @param step Trains one step with the learning rate; returns its loss from before the weights changed.
 * @returns the points one by one, until the loss diverges or all learning rates have been tried. `return()` stops it.
 */
export async function* findLearningRate(
  step: (learningRate: number) => number | Promise<number>,
  options: Partial<FinderOptions> = {},
): AsyncGenerator<FinderPoint, void, void> {
  const settings = { ...FINDER_DEFAULTS, ...options };
  let average = 0;
  let least = Infinity;
  for (const [index, learningRate] of learningRates(settings).entries()) {
    // each step follows from the one before
    // eslint-disable-next-line no-await-in-loop
    const loss = await step(learningRate);
    if (!Number.isFinite(loss)) return;
    average = settings.smoothing * average + (1 - settings.smoothing) * loss;
    const smoothed = average / (1 - settings.smoothing ** (index + 1));
    yield { learningRate, loss, smoothed };
    least = Math.min(least, smoothed);
    if (smoothed > settings.divergence * least) return;
  }
}

/** Points at the end that suggestions ignore, since they are the divergence; at the start a tenth of all is ignored. */
const SKIPPED_LAST = 5;

/** Suggestions from the curve's smoothed losses; nulls if it is too short or never falls. */
export function suggestLearningRates(
  points: readonly FinderPoint[],
  { steps }: Pick<FinderOptions, 'steps'> = FINDER_DEFAULTS,
): Suggestions {
  const some = points.slice(Math.floor(steps / 10), Math.max(0, points.length - SKIPPED_LAST));
  const rates = some.map(({ learningRate }) => learningRate);
  const losses = some.map(({ smoothed }) => smoothed);
  return { steepest: steepestOf(rates, losses), valley: valleyOf(rates, losses) };
}

/** fastai's `steep`: the minimal slope over the logarithm of the learning rate. */
function steepestOf(rates: readonly number[], losses: readonly number[]): number | null {
  let steepest = 0;
  let found: number | null = null;
  for (let i = 0; i + 1 < rates.length; i++) {
    const slope = (losses[i + 1] - losses[i]) / Math.log(rates[i + 1] / rates[i]);
    if (slope < steepest) [steepest, found] = [slope, rates[i]];
  }
  return found;
}

/** fastai's `valley`: the middle of the longest decreasing subsequence. */
function valleyOf(rates: readonly number[], losses: readonly number[]): number | null {
  const lengths = losses.map(() => 1);
  let end = 0;
  for (const [i, loss] of losses.entries()) {
    for (let j = 0; j < i; j++)
      if (losses[j] > loss && lengths[j] + 1 > lengths[i]) lengths[i] = lengths[j] + 1;
    if (lengths[i] > lengths[end]) end = i;
  }
  if (losses.length === 0 || lengths[end] < 2) return null;
  const begin = end - lengths[end];
  const third = (end - begin) / 3;
  return rates[Math.max(0, begin + Math.trunc(third) + Math.trunc(third / 2))];
}
