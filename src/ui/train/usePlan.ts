/** The plan that the Train workspace shows: that of the training, or of the next one until there is one. */
import { useStore } from 'zustand';
import type { Plan } from '../../core/plan/plan';
import { preparation } from '../../state/preparation';
import { runService } from '../../state/page-runs';
import { runStatus } from '../../state/run-views';

export function usePlan(): Omit<Plan, 'samples' | 'answers'> | null {
  const trained = useStore(runService, ({ live }) => live.plan);
  const idle = useStore(runService, (state) => runStatus(state) === 'idle');
  const next = useStore(preparation, (state) => state.plan);
  return idle ? next : (trained ?? next);
}
