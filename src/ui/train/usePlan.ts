/** The plan shown in the Train workspace: that of the current or last run, or of the next one before there is any. */
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
