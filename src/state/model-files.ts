/**
 * The ZIP of a run's model, made when it is looked at, with the list of what is in it and its model card, read
 * from the very file that is handed out. Only the last one is kept.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { isStop, toReport, type ErrorReport } from '../core/errors';
import type { Progress } from '../core/progress';
import { getStudio } from '../workers/client';
import type { ComputeApi } from '../workers/protocol';
import type { Remote } from '../workers/rpc';

export interface ModelEntry {
  path: string;
  /** Bytes once unpacked. */
  size: number;
}

export interface ModelFile {
  runId: string;
  blob: Blob;
  entries: ModelEntry[];
  /** The model card, Markdown. */
  card: string;
}

export interface ModelFilesState {
  /** Run whose ZIP is being made. */
  making: string | null;
  progress: Progress | null;
  file: ModelFile | null;
  error: { runId: string; report: ErrorReport } | null;
}

export interface ModelFilesActions {
  /** The run's ZIP, made now where it is not there; null where it was stopped or failed. */
  make(runId: string): Promise<ModelFile | null>;
  stop(): void;
}

export type ModelFilesStore = StoreApi<ModelFilesState & ModelFilesActions>;

export function createModelFilesStore(compute: () => Pick<Remote<ComputeApi>, 'call'>): ModelFilesStore {
  let going: { runId: string; controller: AbortController; result: Promise<ModelFile | null> } | null = null;

  return createStore<ModelFilesState & ModelFilesActions>((set, get) => {
    async function carryOut(runId: string, signal: AbortSignal): Promise<ModelFile | null> {
      set({ making: runId, progress: null, error: null });
      try {
        const blob = await compute().call(
          'exportModel',
          { id: runId },
          { signal, onEvent: (progress) => set({ progress }) },
        );
        const file = { runId, blob, ...(await compute().call('listModel', { file: blob }, { signal })) };
        set({ file });
        return file;
      } catch (error) {
        if (!isStop(error)) set({ error: { runId, report: toReport(error) } });
        return null;
      } finally {
        if (get().making === runId) set({ making: null, progress: null });
        going = null;
      }
    }

    return {
      making: null,
      progress: null,
      file: null,
      error: null,

      async make(runId) {
        const { file } = get();
        if (file?.runId === runId) return file;
        if (going?.runId === runId) return going.result;
        if (going) {
          going.controller.abort();
          await going.result;
        }
        const controller = new AbortController();
        const result = carryOut(runId, controller.signal);
        going = { runId, controller, result };
        return result;
      },

      stop() {
        going?.controller.abort();
      },
    };
  });
}

/** The page's one maker of model files. */
export const modelFiles = createModelFilesStore(() => getStudio().compute);
