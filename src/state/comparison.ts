/**
 * What Compare shows of each run. The figures worker computes it once from the run's predictions, which are then
 * released. Runs that are still being computed are missing from `byId`.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { toReport, type ErrorReport } from '../core/errors';
import type { ComparedRun } from '../core/run/comparison';
import { getStudio } from '../workers/client';
import type { ComputeApi, FiguresApi } from '../workers/protocol';
import type { Remote } from '../workers/rpc';

export interface ComparisonState {
  byId: ReadonlyMap<string, ComparedRun>;
  failed: ReadonlyMap<string, ErrorReport>;
}

export interface ComparisonActions {
  /** Computes the runs that have not been computed yet, one after the other. */
  need(ids: readonly string[]): Promise<void>;
}

export type ComparisonStore = StoreApi<ComparisonState & ComparisonActions>;

export function createComparisonStore(
  compute: () => Pick<Remote<ComputeApi>, 'call'>,
  figures: () => Pick<Remote<FiguresApi>, 'call'>,
): ComparisonStore {
  const waiting: string[] = [];
  const asked = new Set<string>();
  let working: Promise<void> | null = null;

  return createStore<ComparisonState & ComparisonActions>((set) => {
    async function compare(id: string): Promise<void> {
      try {
        const run = await compute().call('run', { id });
        const compared = await figures().call('compared', { run });
        set((state) => ({ byId: new Map([...state.byId, [id, compared]]) }));
      } catch (error) {
        set((state) => ({ failed: new Map([...state.failed, [id, toReport(error)]]) }));
      }
    }

    async function work(): Promise<void> {
      for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
        // one at a time on purpose: a run's predictions may be megabytes
        // oxlint-disable-next-line no-await-in-loop
        await compare(id);
      }
      working = null;
    }

    return {
      byId: new Map(),
      failed: new Map(),
      need(ids) {
        for (const id of ids) {
          if (asked.has(id)) continue;
          asked.add(id);
          waiting.push(id);
        }
        working ??= work();
        return working;
      },
    };
  });
}

/** The page's comparison store. */
export const comparison = createComparisonStore(
  () => getStudio().compute,
  () => getStudio().figures,
);
