/** One run with its predictions, read when first needed. */
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { toReport, type ErrorReport } from '../../core/errors';
import type { Run } from '../../core/run/run';
import { runs } from '../../state/runs';
import { perform } from '../../state/perform';

export interface UsedRun {
  /** Null while it is being read. */
  run: Run | null;
  error: ErrorReport | null;
}

export function useRun(id: string | null): UsedRun {
  const run = useStore(runs, (state) => (id === null ? null : (state.opened.get(id) ?? null)));
  const [failed, setFailed] = useState<{ id: string; error: ErrorReport } | null>(null);
  useEffect(() => {
    if (id === null || run) return;
    runs
      .getState()
      .open(id)
      .catch((error: unknown) => setFailed({ id, error: toReport(error) }));
  }, [id, run]);
  return { run, error: failed && failed.id === id ? failed.error : null };
}

/** Reads the list of runs when a view that needs it is first opened. */
export function useRunList(): void {
  useEffect(() => {
    if (runs.getState().status === 'unread') perform(() => runs.getState().refresh());
  }, []);
}
