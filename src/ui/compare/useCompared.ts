/** The runs that Compare shows: all that are usable, and of them those that are ticked, computed. */
import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import type { ComparedRun } from '../../core/run/comparison';
import { comparison } from '../../state/comparison';
import type { RunSummary } from '../../core/run/run';
import { isUsable, runs } from '../../state/runs';
import { perform } from '../../state/perform';

export interface UsedComparison {
  /** Newest first. */
  usable: RunSummary[];
  /** Ids ticked, in the order of their ticking; the first is what the others are measured against. */
  ticked: readonly string[];
  /** Those of `ticked` that have been computed. */
  compared: ComparedRun[];
  /** All that have been computed, by id, with the titles of now. */
  computed: ReadonlyMap<string, ComparedRun>;
}

export function useCompared(): UsedComparison {
  const list = useStore(runs, (state) => state.list);
  const ticked = useStore(runs, (state) => state.compared);
  const byId = useStore(comparison, (state) => state.byId);
  const usable = useMemo(() => list.filter(isUsable), [list]);
  useEffect(() => {
    perform(() => comparison.getState().need(usable.map((run) => run.id)));
  }, [usable]);
  return useMemo(() => {
    const computed = new Map<string, ComparedRun>();
    for (const { id, recipe } of usable) {
      const run = byId.get(id);
      if (run) computed.set(id, { ...run, title: recipe.title });
    }
    const compared = ticked.map((id) => computed.get(id)).filter((run) => run !== undefined);
    return { usable, ticked, compared, computed };
  }, [usable, ticked, byId]);
}
