/** The plan that the Train workspace shows: that of the training, or of the next one until there is one. */
import { useStore } from 'zustand';
import type { Plan } from '../../core/plan/plan';
import { preparation } from '../../state/preparation';
import { training } from '../../state/training';

export function usePlan(): Omit<Plan, 'samples' | 'answers'> | null {
  const trained = useStore(training, (state) => state.plan);
  const idle = useStore(training, (state) => state.status === 'idle');
  const next = useStore(preparation, (state) => state.plan);
  return idle ? next : (trained ?? next);
}
