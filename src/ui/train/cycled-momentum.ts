/** What is said beside momentum and Adam's β₁ while one cycle has its own in their place. */
import type { OptimizerSettings, ScheduleSettings } from '../../core/recipe/optimisation';

/** Undefined where the field's own number is trained with; the search of a learning rate always does. */
export function cycledMomentumHint(schedule: ScheduleSettings): string | undefined {
  if (!cycles(schedule)) return undefined;
  return 'Not used in training while “Cycle momentum” is on; “Find a learning rate” uses it.';
}

/** Nesterov's form looks ahead along the momentum: without any it is plain SGD. */
export function nesterovHint(
  { momentum }: Extract<OptimizerSettings, { kind: 'sgd' }>,
  schedule: ScheduleSettings,
): string {
  if (momentum > 0 || cycles(schedule)) return 'Evaluates the gradient one momentum step ahead.';
  return 'Has no effect without momentum.';
}

function cycles(schedule: ScheduleSettings): boolean {
  return schedule.kind === 'one-cycle' && schedule.cycleMomentum;
}
