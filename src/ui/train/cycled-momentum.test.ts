import { expect, it } from 'vitest';
import { scheduleSchema } from '../../core/recipe/optimisation';
import { cycledMomentumHint } from './cycled-momentum';

it('says that a momentum is not used where one cycle cycles it, and there alone', () => {
  expect(cycledMomentumHint(scheduleSchema.parse({ kind: 'one-cycle' }))).toContain('Not used in training');
  expect(
    cycledMomentumHint(scheduleSchema.parse({ kind: 'one-cycle', cycleMomentum: false })),
  ).toBeUndefined();
  expect(cycledMomentumHint(scheduleSchema.parse({ kind: 'cosine' }))).toBeUndefined();
});
