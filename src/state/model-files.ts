/**
 * The ZIP of a run's model, made when it is looked at, with the list of what is in it and its model card, read
 * from the very file that is handed out. Only the last one is kept.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { isStop, OnesheetError, toReport, type ErrorReport } from '../core/errors';
import type { Progress } from '../core/progress';
import { getStudio } from '../engine/client';
import type { EngineApi } from '../engine/protocol';
import type { Remote } from '../engine/rpc';

export interface ModelEntry {
  path: string;
  /** Bytes once unpacked. */
  size: number;
}

export interface ModelFile {
  runId: string;
  blob: Blob;
  entries: ModelEntry[];
  /** The model card, Markdown; null where the ZIP has none. */
  card: string | null;
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

const CARD = /(^|\/)(README|MODEL_CARD|model-card)\.md$/i;

/** Names, sizes and the model card of a ZIP. */
export async function readModelZip(blob: Blob): Promise<Pick<ModelFile, 'entries' | 'card'>> {
  const { BlobReader, TextWriter, ZipReader } = await import('@zip.js/zip.js/lib/zip-core.js');
  // its own workers would come from blob addresses, which the page's policy refuses
  const reader = new ZipReader(new BlobReader(blob), { useWebWorkers: false });
  try {
    const found = (await reader.getEntries()).filter((entry) => !entry.directory);
    const card = found.find((entry) => CARD.test(entry.filename));
    return {
      entries: found.map((entry) => ({ path: entry.filename, size: entry.uncompressedSize })),
      card: card ? await card.getData(new TextWriter()) : null,
    };
  } catch (error) {
    throw new OnesheetError('model-broken', 'The model’s ZIP cannot be read.', 'Make it again.', {
      cause: error,
    });
  } finally {
    await reader.close();
  }
}

export function createModelFilesStore(engine: () => Pick<Remote<EngineApi>, 'call'>): ModelFilesStore {
  let going: { runId: string; controller: AbortController; result: Promise<ModelFile | null> } | null = null;

  return createStore<ModelFilesState & ModelFilesActions>((set, get) => {
    async function carryOut(runId: string, signal: AbortSignal): Promise<ModelFile | null> {
      set({ making: runId, progress: null, error: null });
      try {
        const blob = await engine().call(
          'exportModel',
          { id: runId },
          { signal, onEvent: (progress) => set({ progress }) },
        );
        const file = { runId, blob, ...(await readModelZip(blob)) };
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
export const modelFiles = createModelFilesStore(() => getStudio().engine);
