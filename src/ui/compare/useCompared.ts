/** The runs that Compare shows: all usable ones, and the computed figures of the ticked ones. */
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
  /** Ids in the order in which they were ticked; the others are compared with the first. */
  ticked: readonly string[];
  /** Those of `ticked` that have been computed. */
  compared: ComparedRun[];
  /** All that have been computed, by id, with their current titles. */
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
