import { expect, it } from 'vitest';
import { optimizerSchema, scheduleSchema } from '../../core/recipe/optimisation';
import { cycledMomentumHint, nesterovHint } from './cycled-momentum';

it('says that a momentum is not used where one cycle cycles it, and there alone', () => {
  expect(cycledMomentumHint(scheduleSchema.parse({ kind: 'one-cycle' }))).toContain('Not used in training');
  expect(
    cycledMomentumHint(scheduleSchema.parse({ kind: 'one-cycle', cycleMomentum: false })),
  ).toBeUndefined();
  expect(cycledMomentumHint(scheduleSchema.parse({ kind: 'cosine' }))).toBeUndefined();
});

it('says that Nesterov’s form makes no difference without momentum, and there alone', () => {
  const sgd = (momentum: number) => {
    const optimizer = optimizerSchema.parse({ kind: 'sgd', momentum });
    if (optimizer.kind !== 'sgd') throw new Error('it is SGD');
    return optimizer;
  };
  const [constant, cycle] = [scheduleSchema.parse({}), scheduleSchema.parse({ kind: 'one-cycle' })];
  expect(nesterovHint(sgd(0), constant)).toContain('no effect');
  expect(nesterovHint(sgd(0.9), constant)).toContain('ahead');
  // one cycle has a momentum of its own
  expect(nesterovHint(sgd(0), cycle)).toContain('ahead');
});
