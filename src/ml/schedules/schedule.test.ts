/** Expected numbers: PyTorch's `lr_scheduler`, by `scripts/reference/schedules.py`. */
import { describe, expect, it } from 'vitest';
import reference from '../../../scripts/reference/schedules.json';
import { optimizerSchema } from '../../core/optimisation/optimizers';
import { scheduleSchema, type ScheduleSettings } from '../../core/optimisation/schedules';
import { judgeStopping } from './early-stopping';
import { scheduledOptimizer, scheduleFactor, scheduleMomentum } from './schedule';

const byStep = reference.byStep as ((typeof reference.byStep)[number] & { settings: ScheduleSettings })[];
const byEpoch = reference.byEpoch as ((typeof reference.byEpoch)[number] & { settings: ScheduleSettings })[];

describe('a schedule', () => {
  it.each(byStep)("is PyTorch's: $settings", ({ settings, stepsPerEpoch, epochs, factors }) => {
    const found = factors.map((_, step) =>
      scheduleFactor(settings, { step, stepsPerEpoch, epochs, history: [] }),
    );
    const far = found.flatMap((factor, step) =>
      Math.abs(factor - factors[step]) < 1e-9 ? [] : [{ step, factor, expected: factors[step] }],
    );
    expect(far).toEqual([]);
  });

  it.each(byStep)("changes the momentum as PyTorch's does: $settings", (one) => {
    const { settings, stepsPerEpoch, epochs, factors } = one;
    const momenta = ('momenta' in one ? one.momenta : undefined) ?? factors.map(() => null);
    const far = momenta.flatMap((expected, step) => {
      const found = scheduleMomentum(settings, { step, stepsPerEpoch, epochs, history: [] });
      const same = expected === null ? found === null : Math.abs((found ?? NaN) - expected) < 1e-12;
      return same ? [] : [{ step, found, expected }];
    });
    expect(far).toEqual([]);
  });

  it.each(byEpoch)("is PyTorch's: $settings", ({ settings, history, factors }) => {
    const found = factors.map((_, epoch) =>
      scheduleFactor(settings, {
        step: epoch * 5,
        stepsPerEpoch: 5,
        epochs: 20,
        history: history.slice(0, epoch),
      }),
    );
    for (const [epoch, factor] of found.entries()) expect(factor).toBeCloseTo(factors[epoch], 12);
  });

  it('is still rising if the warm-up is longer than the training', () => {
    const settings: ScheduleSettings = { kind: 'cosine', warmUp: 5, final: 0 };
    const at = (step: number) => scheduleFactor(settings, { step, stepsPerEpoch: 4, epochs: 2, history: [] });
    expect(at(0)).toBeCloseTo(0.01);
    expect(at(7)).toBeCloseTo(0.01 + (0.99 * 7) / 20);
  });

  it('goes through one cycle after the warm-up, up to the learning rate itself', () => {
    const settings: ScheduleSettings = {
      kind: 'one-cycle',
      warmUp: 1,
      peakAt: 0.3,
      startDivisor: 25,
      endDivisor: 1e4,
      cycleMomentum: true,
    };
    const at = (step: number) =>
      scheduleFactor(settings, { step, stepsPerEpoch: 10, epochs: 3, history: [] });
    expect(at(10)).toBeCloseTo(0.04);
    expect(at(15)).toBeCloseTo(1);
    expect(at(29)).toBeCloseTo(0.04 / 1e4);
    const momentumAt = (step: number) =>
      scheduleMomentum(settings, { step, stepsPerEpoch: 10, epochs: 3, history: [] });
    // what PyTorch's sets when it is created stays until its clock starts
    for (const step of [0, 9, 10]) expect(momentumAt(step)).toBeCloseTo(0.95);
    expect(momentumAt(15)).toBeCloseTo(0.85);
    expect(momentumAt(29)).toBeCloseTo(0.95);
  });

  it('is a finite number if the peak is the very first step', () => {
    const settings = scheduleSchema.parse({ kind: 'one-cycle', peakAt: 0.1 });
    const moment = { step: 0, stepsPerEpoch: 10, epochs: 1, history: [] };
    expect(scheduleFactor(settings, moment)).toBe(1);
    expect(scheduleMomentum(settings, moment)).toBe(0.85);
  });

  it('gives an optimizer the momentum that it will cycle, even if it is called β₁', () => {
    const cycle = scheduleSchema.parse({ kind: 'one-cycle' });
    const still = scheduleSchema.parse({ kind: 'one-cycle', cycleMomentum: false });
    const [sgd, adamw] = (['sgd', 'adamw'] as const).map((kind) => optimizerSchema.parse({ kind }));
    expect(scheduledOptimizer(sgd, cycle)).toEqual({ ...sgd, momentum: 0.95 });
    expect(scheduledOptimizer(adamw, cycle)).toEqual({ ...adamw, beta1: 0.95 });
    expect(scheduledOptimizer(sgd, still)).toBe(sgd);
  });
});

describe('early stopping', () => {
  // Keras 2's EarlyStopping waits `patience` epochs after the best one
  it.each([
    [[1, 0.5, 0.6], { best: 1, stop: false }],
    [[1, 0.5, 0.6, 0.55], { best: 1, stop: true }],
    [[1, 0.5, 0.6, 0.45], { best: 3, stop: false }],
    [[1, 0.995, 0.992], { best: 0, stop: true }],
    [[NaN, NaN], { best: -1, stop: true }],
    [[], { best: -1, stop: false }],
  ])('of a loss with patience 2: %j', (history, judgement) => {
    expect(judgeStopping(history, { metric: 'loss', patience: 2, minDelta: 0.01 })).toEqual(judgement);
  });

  it('rises for a metric that is better when larger', () => {
    const settings = { metric: 'accuracy', patience: 1, minDelta: 0 } as const;
    expect(judgeStopping([0.1, 0.2], settings)).toEqual({ best: 1, stop: false });
    expect(judgeStopping([0.2, 0.2], settings)).toEqual({ best: 0, stop: true });
  });
});
