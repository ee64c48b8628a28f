/**
 * Predictions for unlabelled posters: a model opened from a ZIP or taken from a run, the posters added so far, and its
 * probabilities. Only new posters are predicted when more are added; another model predicts all of them again.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { isStop, OnesheetError, toReport, type ErrorReport } from '../core/errors';
import type { Problem } from '../core/films/film';
import type { Progress } from '../core/progress';
import type { DeviceInfo } from '../core/run/run';
import { OWN_FORMAT } from '../core/run/export-formats';
import { getStudio } from '../workers/client';
import type {
  BackendChoice,
  DataApi,
  ComputeApi,
  LoosePrediction,
  ModelSummary,
  OpenInput,
} from '../workers/protocol';
import type { Remote } from '../workers/rpc';

/** Where the open model comes from. */
export type ModelSource = { kind: 'file'; name: string } | { kind: 'run'; id: string; title: string };

export interface LoosePoster {
  key: string;
  file: string;
}

export interface PredictionState {
  /** What is under way, for buttons and announcements. */
  busy: 'opening model' | 'reading posters' | 'predicting' | null;
  model: ModelSummary | null;
  source: ModelSource | null;
  posters: LoosePoster[];
  predictions: LoosePrediction[];
  /** Files that are not readable posters, each with the reason. */
  problems: Problem[];
  device: DeviceInfo | null;
  progress: Progress | null;
  error: ErrorReport | null;
}

export interface PredictionActions {
  openFile(file: File, backend: BackendChoice): Promise<void>;
  /** Opens the model of a stored run from the same ZIP that Export makes. */
  openRun(id: string, title: string, backend: BackendChoice): Promise<void>;
  /** Shows the error for input that is not a single model file. */
  refuseModel(): void;
  /** Adds posters, and predicts them if a model is open. */
  addPosters(input: OpenInput): Promise<void>;
  /** Predicts the posters that have no prediction yet. */
  predict(): Promise<void>;
  stop(): void;
  /** Removes the posters and their predictions; the model stays. */
  clearPosters(): void;
}

export type PredictionStore = StoreApi<PredictionState & PredictionActions>;

interface Studio {
  data: Pick<Remote<DataApi>, 'call'>;
  compute: Pick<Remote<ComputeApi>, 'call'>;
}

export function createPredictionStore(studio: () => Studio): PredictionStore {
  let controller: AbortController | null = null;

  return createStore<PredictionState & PredictionActions>((set, get) => {
    /** Runs one long operation at a time and handles its end and its errors. Resolves true if it succeeded. */
    async function busyWith(
      what: NonNullable<PredictionState['busy']>,
      work: (signal: AbortSignal) => Promise<void>,
    ): Promise<boolean> {
      if (get().busy) return false;
      const mine = new AbortController();
      controller = mine;
      set({ busy: what, error: null, progress: null });
      try {
        await work(mine.signal);
        return true;
      } catch (error) {
        if (!isStop(error)) set({ error: toReport(error) });
        return false;
      } finally {
        controller = null;
        set({ busy: null, progress: null });
      }
    }

    const onProgress = (progress: Progress) => set({ progress });

    function take(model: ModelSummary, source: ModelSource): void {
      set({ model, source, predictions: [], device: null });
    }

    return {
      busy: null,
      model: null,
      source: null,
      posters: [],
      predictions: [],
      problems: [],
      device: null,
      progress: null,
      error: null,

      async openFile(file, backend) {
        const opened = await busyWith('opening model', async (signal) => {
          const options = { signal, onEvent: onProgress };
          take(await studio().compute.call('openModel', { file, backend }, options), {
            kind: 'file',
            name: file.name,
          });
        });
        if (opened) await get().predict();
      },

      async openRun(id, title, backend) {
        const opened = await busyWith('opening model', async (signal) => {
          const options = { signal, onEvent: onProgress };
          const file = await studio().compute.call('exportModel', { id, format: OWN_FORMAT }, options);
          take(await studio().compute.call('openModel', { file, backend }, options), {
            kind: 'run',
            id,
            title,
          });
        });
        if (opened) await get().predict();
      },

      refuseModel() {
        const error = new OnesheetError(
          'model-broken',
          'A model is a single ZIP file; something else was dropped.',
          'Drop only the ZIP made by Export.',
        );
        set({ error: toReport(error) });
      },

      async addPosters(input) {
        const read = await busyWith('reading posters', async (signal) => {
          const { posters, problems } = await studio().data.call(
            'openLoose',
            { input, add: get().posters.length > 0 },
            { signal, onEvent: onProgress },
          );
          set((state) => ({
            posters: [...state.posters, ...posters],
            problems: [...state.problems, ...problems],
          }));
        });
        if (read) await get().predict();
      },

      async predict() {
        const { model, posters, predictions, problems } = get();
        if (!model) return;
        const known = new Set(predictions.map((prediction) => prediction.key));
        const failed = new Set(problems.map((problem) => problem.file));
        const wanted = posters.filter((poster) => !known.has(poster.key) && !failed.has(poster.file));
        if (wanted.length === 0) return;
        await busyWith('predicting', async (signal) => {
          const found = await studio().compute.call(
            'predict',
            { posters: wanted },
            { signal, onEvent: onProgress },
          );
          set((state) => ({
            predictions: [...state.predictions, ...found.predictions],
            problems: [...state.problems, ...found.undecodable],
            device: found.device,
          }));
        });
      },

      stop() {
        controller?.abort();
      },

      clearPosters() {
        set({ posters: [], predictions: [], problems: [], device: null, error: null });
      },
    };
  });
}

/** The page's prediction store. */
export const prediction = createPredictionStore(getStudio);
