/**
 * The runs stored on this machine: the list, the few that are open with their predictions, the one shown in Evaluate
 * and Export, and those ticked for Compare.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { toReport, type ErrorReport } from '../core/errors';
import { summaryOf, type Run, type RunSummary, type UnreadableRun } from '../core/run/run';
import { getStudio } from '../workers/client';
import type { ComputeApi } from '../workers/protocol';
import type { Remote } from '../workers/rpc';

/** How many runs are kept open with their predictions; one of 45,000 films and 20 classes is about 4 MB. */
const OPEN_AT_MOST = 6;

export interface RunsState {
  status: 'unread' | 'reading' | 'ready' | 'failed';
  error: ErrorReport | null;
  /** Newest first. */
  list: RunSummary[];
  /** Stored runs that this version cannot read. */
  unreadable: readonly UnreadableRun[];
  /** Opened runs by id, least recently used first. */
  opened: ReadonlyMap<string, Run>;
  selectedId: string | null;
  /** Ids in the order in which they were ticked. */
  compared: readonly string[];
}

export interface RunsActions {
  /** Reads the list, and selects the newest run if none is selected. */
  refresh(): Promise<void>;
  /** The run with its predictions, from the compute worker if it is not open yet. */
  open(id: string): Promise<Run>;
  /** Adds a run that has just ended: listed, opened, selected, and ticked for Compare if others are. */
  add(run: Run): void;
  select(id: string | null): void;
  remove(id: string): Promise<void>;
  rename(id: string, title: string): Promise<void>;
  toggleCompared(id: string): void;
  setCompared(ids: readonly string[]): void;
}

export type RunsStore = StoreApi<RunsState & RunsActions>;

/** Whether a run has predictions to show: it finished, or was stopped after its first epoch. */
export function isUsable(run: RunSummary): boolean {
  const ended = run.status === 'finished' || run.status === 'stopped';
  // neighbours and chance have no epochs: all their predictions are made at once
  return ended && (run.keptEpoch > 0 || run.recipe.model.kind !== 'network');
}

function newestFirst(list: readonly RunSummary[]): RunSummary[] {
  return list.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt));
}

function newestUsable(list: readonly RunSummary[]): string | null {
  return list.find(isUsable)?.id ?? null;
}

function withOpened(opened: ReadonlyMap<string, Run>, run: Run): ReadonlyMap<string, Run> {
  const entries = [...opened].filter(([id]) => id !== run.id);
  return new Map([...entries, [run.id, run] as const].slice(-OPEN_AT_MOST));
}

/** @param compute Returns the compute worker; called when first needed. */
export function createRunsStore(compute: () => Pick<Remote<ComputeApi>, 'call'>): RunsStore {
  const reading = new Map<string, Promise<Run>>();

  return createStore<RunsState & RunsActions>((set, get) => ({
    status: 'unread',
    error: null,
    list: [],
    unreadable: [],
    opened: new Map(),
    selectedId: null,
    compared: [],

    async refresh() {
      set({ status: get().status === 'ready' ? 'ready' : 'reading', error: null });
      try {
        const [stored, unreadable] = await Promise.all([
          compute().call('runs', null),
          compute().call('unreadableRuns', null),
        ]);
        const list = newestFirst(stored);
        const ids = new Set(list.map((run) => run.id));
        set((state) => ({
          status: 'ready',
          list,
          unreadable,
          selectedId:
            state.selectedId !== null && ids.has(state.selectedId) ? state.selectedId : newestUsable(list),
          compared: state.compared.filter((id) => ids.has(id)),
        }));
      } catch (error) {
        set({ status: 'failed', error: toReport(error) });
      }
    },

    open(id) {
      const there = get().opened.get(id);
      if (there) {
        set((state) => ({ opened: withOpened(state.opened, there) }));
        return Promise.resolve(there);
      }
      const going = reading.get(id);
      if (going) return going;
      const read = compute()
        .call('run', { id })
        .then((run) => {
          set((state) => ({ opened: withOpened(state.opened, run) }));
          return run;
        })
        .finally(() => reading.delete(id));
      reading.set(id, read);
      return read;
    },

    add(run) {
      // a list that has not been read yet stays unread: there may be older runs
      set((state) => ({
        list: newestFirst([summaryOf(run), ...state.list.filter((other) => other.id !== run.id)]),
        opened: withOpened(state.opened, run),
        selectedId: run.id,
        compared:
          state.compared.length === 0 || state.compared.includes(run.id)
            ? state.compared
            : [...state.compared, run.id],
      }));
    },

    select(id) {
      set({ selectedId: id });
    },

    async remove(id) {
      await compute().call('deleteRun', { id });
      set((state) => {
        const list = state.list.filter((run) => run.id !== id);
        return {
          list,
          unreadable: state.unreadable.filter((run) => run.id !== id),
          opened: new Map([...state.opened].filter(([other]) => other !== id)),
          selectedId: state.selectedId === id ? newestUsable(list) : state.selectedId,
          compared: state.compared.filter((other) => other !== id),
        };
      });
    },

    async rename(id, title) {
      await compute().call('renameRun', { id, title });
      const renamed = <R extends RunSummary>(run: R): R =>
        run.id === id ? { ...run, recipe: { ...run.recipe, title } } : run;
      set((state) => ({
        list: state.list.map(renamed),
        opened: new Map([...state.opened].map(([key, run]) => [key, renamed(run)])),
      }));
    },

    toggleCompared(id) {
      set((state) => ({
        compared: state.compared.includes(id)
          ? state.compared.filter((other) => other !== id)
          : [...state.compared, id],
      }));
    },

    setCompared(ids) {
      set({ compared: ids });
    },
  }));
}

/** The runs of this machine. */
export const runs = createRunsStore(() => getStudio().compute);
