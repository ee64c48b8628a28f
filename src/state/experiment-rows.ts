/**
 * Rows of the experiments' tables. The figures worker computes each one once from the stored predictions of its run and
 * of the first row's run, which are then released.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { toReport, type ErrorReport } from '../core/errors';
import type { ExperimentRow } from '../core/experiments/row';
import { baseOf, newestOfEach } from '../core/experiments/table';
import type { Preset } from '../core/presets';
import type { Run } from '../core/run/run';
import { getStudio } from '../workers/client';
import type { ComputeApi, FiguresApi } from '../workers/protocol';
import type { Remote } from '../workers/rpc';
import type { RunSummary } from '../core/run/run';
import { isUsable } from './runs';

export interface ExperimentRowsState {
  /** Keyed by {@link rowKey}. */
  byKey: ReadonlyMap<string, ExperimentRow>;
  failed: ReadonlyMap<string, ErrorReport>;
}

export interface ExperimentRowsActions {
  /**
   * Computes the missing rows of a preset's newest runs, one after the other; rows that failed before are tried again.
   */
  need(preset: Preset, list: readonly RunSummary[]): Promise<void>;
}

export type ExperimentRowsStore = StoreApi<ExperimentRowsState & ExperimentRowsActions>;

/** Identifies a row by its run and the run it is compared with. */
function rowKey(runId: string, baseId: string): string {
  return `${runId} ${baseId}`;
}

/** A preset's newest usable runs by their ids within the preset, and the first of them. */
export function chosenRuns(
  preset: Preset,
  list: readonly RunSummary[],
): { chosen: Map<string, RunSummary>; base: RunSummary | null } {
  const chosen = newestOfEach(preset, list.filter(isUsable));
  return { chosen, base: baseOf(preset, chosen) };
}

/** A preset's rows computed so far, by the runs' ids within the preset. */
export function rowsOfPreset(
  preset: Preset,
  list: readonly RunSummary[],
  byKey: ExperimentRowsState['byKey'],
): Map<string, ExperimentRow> {
  const { chosen, base } = chosenRuns(preset, list);
  const rows = new Map<string, ExperimentRow>();
  for (const [id, run] of chosen) {
    const row = base && byKey.get(rowKey(run.id, base.id));
    if (row) rows.set(id, row);
  }
  return rows;
}

export function createExperimentRowsStore(
  compute: () => Pick<Remote<ComputeApi>, 'call'>,
  figures: () => Pick<Remote<FiguresApi>, 'call'>,
): ExperimentRowsStore {
  const asked = new Set<string>();
  let last: Promise<void> = Promise.resolve();

  return createStore<ExperimentRowsState & ExperimentRowsActions>((set) => {
    function fail(key: string, error: unknown): void {
      asked.delete(key);
      set(({ failed }) => ({ failed: new Map([...failed, [key, toReport(error)]]) }));
    }

    async function computeRow(preset: Preset, id: string, runId: string, base: Run): Promise<void> {
      const key = rowKey(runId, base.id);
      try {
        const run = runId === base.id ? base : await compute().call('run', { id: runId });
        const published = preset.runs.find((one) => one.id === id)?.published ?? [];
        const against = runId === base.id ? null : base;
        const row = await figures().call('row', { run, base: against, published });
        set(({ byKey }) => ({ byKey: new Map([...byKey, [key, row]]) }));
      } catch (error) {
        fail(key, error);
      }
    }

    async function computeAll(
      preset: Preset,
      wanted: readonly (readonly [string, string])[],
      baseId: string,
    ) {
      let base: Run;
      try {
        base = await compute().call('run', { id: baseId });
      } catch (error) {
        for (const [, runId] of wanted) asked.delete(rowKey(runId, baseId));
        fail(rowKey(baseId, baseId), error);
        return;
      }
      // one at a time on purpose: a run's predictions may be megabytes
      // oxlint-disable-next-line no-await-in-loop
      for (const [id, runId] of wanted) await computeRow(preset, id, runId, base);
    }

    return {
      byKey: new Map(),
      failed: new Map(),
      need(preset, list) {
        const { chosen, base } = chosenRuns(preset, list);
        if (!base) return last;
        const wanted = [...chosen].flatMap(([id, run]) => {
          const key = rowKey(run.id, base.id);
          if (asked.has(key)) return [];
          asked.add(key);
          return [[id, run.id] as const];
        });
        if (wanted.length === 0) return last;
        const again = new Set(wanted.map(([, runId]) => rowKey(runId, base.id)));
        set(({ failed }) => ({ failed: new Map([...failed].filter(([key]) => !again.has(key))) }));
        last = last.then(() => computeAll(preset, wanted, base.id));
        return last;
      },
    };
  });
}

/** The page's store of experiment rows. */
export const experimentRows = createExperimentRowsStore(
  () => getStudio().compute,
  () => getStudio().figures,
);
