import { expect, it } from 'vitest';
import { momentumUse, OPTIMIZERS, optimizerSchema, type OptimizerSettings } from './optimizers';
import { hintOf } from './parameters';
import { scheduleSchema, type ScheduleSettings } from './schedules';

const sgd = (momentum: number) => optimizerSchema.parse({ kind: 'sgd', momentum });
const { momentum, nesterov } = OPTIMIZERS.sgd.parameters;
const { beta1 } = OPTIMIZERS.adam.parameters;
if (!momentum || !nesterov || !beta1) throw new Error('Momentum, Nesterov and β₁ have controls.');

/** The hint of momentum and of β₁, which are the same. */
function cycledMomentumHint(schedule: ScheduleSettings): string | undefined {
  const hints = [momentum, beta1].map((facts) => facts && hintOf(facts, momentumUse(sgd(0.9), schedule)));
  expect(hints[1]).toBe(hints[0]);
  return hints[0] ?? undefined;
}

function nesterovHint(optimizer: OptimizerSettings, schedule: ScheduleSettings): string | undefined {
  return nesterov ? hintOf(nesterov, momentumUse(optimizer, schedule)) : undefined;
}

it('says that momentum is not used if one cycle sets it, and only then', () => {
  expect(cycledMomentumHint(scheduleSchema.parse({ kind: 'one-cycle' }))).toContain('Not used in training');
  expect(
    cycledMomentumHint(scheduleSchema.parse({ kind: 'one-cycle', cycleMomentum: false })),
  ).toBeUndefined();
  expect(cycledMomentumHint(scheduleSchema.parse({ kind: 'cosine' }))).toBeUndefined();
});

it('says that Nesterov momentum makes no difference without momentum, and only then', () => {
  const [constant, cycle] = [scheduleSchema.parse({}), scheduleSchema.parse({ kind: 'one-cycle' })];
  expect(nesterovHint(sgd(0), constant)).toContain('no effect');
  expect(nesterovHint(sgd(0.9), constant)).toContain('ahead');
  // one cycle sets its own momentum
  expect(nesterovHint(sgd(0), cycle)).toContain('ahead');
});
