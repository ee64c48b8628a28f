/** Curves whose best learning rate is known, and a quadratic on which gradient descent diverges at a known one. */
import { describe, expect, it } from 'vitest';
import {
  FINDER_DEFAULTS,
  findLearningRate,
  learningRates,
  suggestLearningRates,
  type FinderPoint,
} from './learning-rate-finder';

/** A curve as if it had been measured without noise. */
const curve = (loss: (log10: number) => number): FinderPoint[] =>
  learningRates(FINDER_DEFAULTS).map((learningRate) => ({
    learningRate,
    loss: loss(Math.log10(learningRate)),
    smoothed: loss(Math.log10(learningRate)),
  }));

async function all(points: AsyncIterable<FinderPoint>): Promise<FinderPoint[]> {
  const found: FinderPoint[] = [];
  for await (const point of points) found.push(point);
  return found;
}

/** Steps of the ramp between two learning rates. */
const stepsApart = (a: number | null, b: number) => {
  const step = Math.log10(FINDER_DEFAULTS.to / FINDER_DEFAULTS.from) / (FINDER_DEFAULTS.steps - 1);
  return Math.abs(Math.log10(a ?? NaN) - Math.log10(b)) / step;
};

describe('suggestions', () => {
  it('are the steepest point of a logistic fall, and the middle of a valley', () => {
    const points = curve((x) => 2 / (1 + Math.exp((x + 3) * 4)) + Math.exp((x + 0.5) * 6));
    const { steepest, valley } = suggestLearningRates(points);
    expect(stepsApart(steepest, 1e-3)).toBeLessThanOrEqual(1);
    // it falls from the first point on (a tenth of the ramp) to 10^-1.26, where the exponential takes over
    const least = points.reduce((best, point) => (point.smoothed < best.smoothed ? point : best));
    const middle = Math.sqrt(points[10].learningRate * least.learningRate);
    // fastai rounds down twice, from one step before the fall
    expect(stepsApart(valley, middle)).toBeLessThanOrEqual(2.5);
  });

  it('use only the longest fall', () => {
    // flat, then a fall from 10^-4 to 10^-2, then a climb
    const points = curve((x) => Math.max(x < -4 ? 2 : 2 - (x + 4) * 0.5, 1 + 4 * (x + 2)));
    expect(stepsApart(suggestLearningRates(points).valley, 1e-3)).toBeLessThanOrEqual(3);
  });

  it('are null if the loss never falls', () => {
    expect(suggestLearningRates(curve((x) => x))).toEqual({ steepest: null, valley: null });
    expect(suggestLearningRates([])).toEqual({ steepest: null, valley: null });
  });
});

describe('the finder', () => {
  it('rises from first to last in equal ratios', () => {
    const rates = learningRates({ ...FINDER_DEFAULTS, from: 1e-4, to: 1, steps: 5 });
    for (const [i, rate] of rates.entries()) expect(rate).toBeCloseTo(10 ** (i - 4), 12);
  });

  it('smooths without the bias of the start', async () => {
    const losses = [3, 1, 2];
    const points = await all(findLearningRate(() => losses.shift() ?? NaN, { smoothing: 0.5 }));
    // the first is itself; then (0.5 · 3 + 1) / 1.5 …: weights 1 : 2, and 1 : 2 : 4
    expect(points.map(({ smoothed }) => smoothed)).toEqual([3, (3 + 2) / 3, (3 + 2 + 8) / 7]);
  });

  it('stops where a quadratic diverges, and suggests less than that', async () => {
    const curvature = 50;
    const rows = 8;
    const weights = Array.from({ length: rows }, (_, i) => 1 + i / rows);
    const points = await all(
      findLearningRate(
        (rate) => {
          const loss = weights.reduce((sum, w) => sum + (curvature / 2) * w * w, 0) / rows;
          for (const [i, w] of weights.entries()) weights[i] = w - rate * curvature * w;
          return loss + 0.01;
        },
        { smoothing: 0.5 },
      ),
    );
    expect(points.length).toBeLessThan(FINDER_DEFAULTS.steps);
    const last = points[points.length - 1].learningRate;
    // gradient descent on a quadratic diverges beyond 2 / curvature
    expect(last).toBeGreaterThan(2 / curvature);
    expect(last).toBeLessThan(20 / curvature);
    const { steepest, valley } = suggestLearningRates(points);
    for (const suggestion of [steepest, valley]) {
      expect(suggestion).toBeGreaterThan(1e-5);
      expect(suggestion).toBeLessThan(2 / curvature);
    }
  });

  it('ends at a loss that is not finite, and when it is told to', async () => {
    expect(await all(findLearningRate((rate) => (rate > 1e-3 ? NaN : 1)))).toHaveLength(50);
    const finder = findLearningRate(() => 1);
    await finder.next();
    await finder.return();
    expect((await finder.next()).done).toBe(true);
  });
});
