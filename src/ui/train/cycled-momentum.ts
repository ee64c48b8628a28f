/** What is said beside momentum and Adam's β₁ while one cycle has its own in their place. */
import type { ScheduleSettings } from '../../core/recipe/optimisation';

/** Undefined where the field's own number is trained with; the search of a learning rate always does. */
export function cycledMomentumHint(schedule: ScheduleSettings): string | undefined {
  if (schedule.kind !== 'one-cycle' || !schedule.cycleMomentum) return undefined;
  return 'Not used in training while “Cycle momentum” is on; “Find a learning rate” uses it.';
}
