/**
 * Which runs are really under way, in this tab or another: each holds a lock with its name, which the browser releases
 * when the tab is closed. A stored run that says 'running' but holds no lock was interrupted.
 */
import type { RunSummary } from '../../../core/run/run';

const PREFIX = 'onesheet-run-';

/** Holds the run's lock until the returned function is called. */
export function holdRunLock(id: string): () => void {
  let release = () => {};
  const until = new Promise<void>((resolve) => {
    release = resolve;
  });
  const locks: LockManager | undefined = globalThis.navigator?.locks;
  // without a lock, another tab takes the run for interrupted; training continues
  locks?.request(PREFIX + id, () => until).catch(() => undefined);
  return release;
}

/** The runs, with interrupted ones marked as failed. */
export async function markInterrupted<T extends RunSummary>(
  runs: readonly T[],
  own: string | null,
): Promise<T[]> {
  const locks: LockManager | undefined = globalThis.navigator?.locks;
  const held = new Set((await locks?.query())?.held?.map((lock) => lock.name));
  return runs.map((run) =>
    run.status !== 'running' || run.id === own || held.has(PREFIX + run.id)
      ? run
      : {
          ...run,
          status: 'failed',
          error: {
            code: 'stopped',
            message: 'The page was closed while this run was being trained.',
            advice: 'Train again; the features computed so far are kept.',
          },
        },
  );
}
