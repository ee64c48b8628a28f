import { describe, expect, it } from 'vitest';
import { stepSchema, stoppingSchema } from './steps';
import { lossSchema } from '../optimisation/losses';
import { optimizerSchema } from '../optimisation/optimizers';
import { scheduleSchema } from '../optimisation/schedules';

describe('optimisation in a recipe', () => {
  it('reads a complete or partial optimizer of version 1 as Adam', () => {
    const whole = { kind: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };
    expect(optimizerSchema.parse({})).toEqual(whole);
    expect(optimizerSchema.parse({ learningRate: 0.01 })).toEqual({ ...whole, learningRate: 0.01 });
    expect(optimizerSchema.parse(whole)).toEqual(whole);
  });

  it("fills in each kind's own defaults", () => {
    expect(optimizerSchema.parse({ kind: 'adamw' })).toMatchObject({
      learningRate: 0.001,
      weightDecay: 0.01,
    });
    expect(optimizerSchema.parse({ kind: 'sgd' })).toMatchObject({ learningRate: 0.01, momentum: 0.9 });
    expect(scheduleSchema.parse({})).toEqual({ kind: 'constant', warmUp: 0 });
    expect(lossSchema.parse({})).toEqual({ kind: 'auto', headWeights: {} });
    expect(stoppingSchema.parse(undefined)).toBeNull();
    expect(stepSchema.parse(undefined)).toEqual({
      clipNorm: null,
      accumulate: 1,
      averaging: null,
      precision: 'f32',
    });
  });

  it.each([
    [optimizerSchema, { kind: 'adam', momentum: 0.9 }],
    [optimizerSchema, { kind: 'adagrad' }],
    [optimizerSchema, { learningRate: 0 }],
    [scheduleSchema, { kind: 'cosine', warmUp: -1 }],
    [lossSchema, { kind: 'focal', alpha: 2 }],
    [stoppingSchema, { metric: 'beauty' }],
    [stepSchema, { accumulate: 0 }],
  ])('rejects what does not belong (%#)', (schema, value) => {
    expect(schema.safeParse(value).success).toBe(false);
  });
});
