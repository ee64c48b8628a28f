/**
 * A run's model as a file, made when it is first viewed, with the list of its contents and its model card, both read
 * from the file that is handed out. Only the last file is kept.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { isStop, toReport, type ErrorReport } from '../core/errors';
import type { Progress } from '../core/progress';
import { OWN_FORMAT, type ExportFormatId } from '../core/run/export-formats';
import { getStudio } from '../workers/client';
import type { ComputeApi } from '../workers/protocol';
import type { Remote } from '../workers/rpc';

export interface ModelEntry {
  path: string;
  /** Uncompressed size in bytes. */
  size: number;
}

export interface ModelFile {
  runId: string;
  format: ExportFormatId;
  blob: Blob;
  entries: ModelEntry[];
  /** The model card, in Markdown. */
  card: string;
}

export interface ModelFilesState {
  /** The format being viewed. */
  format: ExportFormatId;
  /** Id of the run whose file is being made. */
  making: string | null;
  progress: Progress | null;
  file: ModelFile | null;
  error: { runId: string; report: ErrorReport } | null;
}

export interface ModelFilesActions {
  /** Shows another format. */
  choose(format: ExportFormatId): void;
  /**
   * The run's file in the given format (by default the chosen one), made now if there is none yet; null if making it
   * was stopped or failed.
   */
  make(runId: string, format?: ExportFormatId): Promise<ModelFile | null>;
  stop(): void;
}

export type ModelFilesStore = StoreApi<ModelFilesState & ModelFilesActions>;

export function createModelFilesStore(compute: () => Pick<Remote<ComputeApi>, 'call'>): ModelFilesStore {
  let going: {
    runId: string;
    format: ExportFormatId;
    controller: AbortController;
    result: Promise<ModelFile | null>;
  } | null = null;

  return createStore<ModelFilesState & ModelFilesActions>((set, get) => {
    async function carryOut(
      runId: string,
      format: ExportFormatId,
      signal: AbortSignal,
    ): Promise<ModelFile | null> {
      set({ making: runId, progress: null, error: null });
      try {
        const blob = await compute().call(
          'exportModel',
          { id: runId, format },
          { signal, onEvent: (progress) => set({ progress }) },
        );
        const contents = await compute().call('listModel', { file: blob, format }, { signal });
        const file = { runId, format, blob, ...contents };
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
      format: OWN_FORMAT,
      making: null,
      progress: null,
      file: null,
      error: null,

      choose(format) {
        if (format !== get().format) set({ format, error: null });
      },

      async make(runId, format = get().format) {
        const { file } = get();
        if (file?.runId === runId && file.format === format) return file;
        if (going?.runId === runId && going.format === format) return going.result;
        if (going) {
          going.controller.abort();
          await going.result;
        }
        const controller = new AbortController();
        const result = carryOut(runId, format, controller.signal);
        going = { runId, format, controller, result };
        return result;
      },

      stop() {
        going?.controller.abort();
      },
    };
  });
}

/** The page's store of model files. */
export const modelFiles = createModelFilesStore(() => getStudio().compute);
