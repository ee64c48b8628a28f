/**
 * The search for a learning rate: the curve as it arrives, what it suggests, and the settings for which it was found.
 * It is a secondary job of its workspace, and never runs during training.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { stopped, type ErrorReport } from '../core/errors';
import type { Progress } from '../core/progress';
import { recipeDifferences } from '../core/recipe/differences';
import type { Recipe } from '../core/recipe/recipe';
import type { FinderPoint, Suggestions } from '../core/run/rate-curve';
import type { DeviceInfo } from '../core/run/run';
import { getStudio } from '../workers/client';
import type { BackendChoice, DatasetSummary, ComputeApi, FinderEvent } from '../workers/protocol';
import type { Remote } from '../workers/rpc';
import { Batched, tenTimesASecond, type Schedule } from './batched';
import { datasetStore } from './dataset';
import { runJob, stopJob } from './jobs';
import { changeRecipe } from './recipe';

export interface RateFinderState {
  status: 'idle' | 'looking' | 'stopping' | 'found' | 'stopped' | 'failed';
  /** The recipe for which the curve was computed. */
  recipe: Recipe | null;
  data: DatasetSummary | null;
  points: readonly FinderPoint[];
  /** Null until the curve is complete. */
  suggestions: Suggestions | null;
  device: DeviceInfo | null;
  progress: Progress | null;
  error: ErrorReport | null;
}

export interface RateFinderActions {
  /** Resolves when the search has ended, successfully or not. */
  find(recipe: Recipe, backend: BackendChoice): Promise<void>;
  stop(): void;
  dismissError(): void;
}

export type RateFinderStore = StoreApi<RateFinderState & RateFinderActions>;

/** True from the press of the button until the compute worker has released the device. */
export function isLooking({ status }: Pick<RateFinderState, 'status'>): boolean {
  return status === 'looking' || status === 'stopping';
}

/** Fields that affect no step of the range test. */
const INDIFFERENT = [
  'optimizer.learningRate',
  'schedule',
  'stopping',
  'training.epochs',
  'training.keep',
  'depth.headEpochs',
];

/** Paths of the fields that the curve depends on and that have changed since it was found. */
export function changedSince(before: Recipe, now: Recipe): string[] {
  return recipeDifferences(before, now)
    .map(({ path }) => path)
    .filter((path) => !INDIFFERENT.some((field) => path === field || path.startsWith(`${field}.`)));
}

/** A suggestion as it is shown and used: rounded to two digits. */
export function rounded(rate: number): number {
  return Number(rate.toPrecision(2));
}

export function createRateFinderStore(
  compute: () => Pick<Remote<ComputeApi>, 'call'>,
  schedule: Schedule = tenTimesASecond,
): RateFinderStore {
  let stopCurrent: () => void = () => undefined;

  return createStore<RateFinderState & RateFinderActions>((set, get) => ({
    status: 'idle',
    recipe: null,
    data: null,
    points: [],
    suggestions: null,
    device: null,
    progress: null,
    error: null,

    async find(recipe, backend) {
      if (isLooking(get())) return;
      set({
        status: 'looking',
        recipe,
        data: datasetStore.getState().summary,
        points: [],
        suggestions: null,
        device: null,
        progress: null,
        error: null,
      });
      const events = new Batched<FinderEvent>((list) => set((state) => after(state, list)), schedule);
      const outcome = await runJob(
        { title: 'Finding a learning rate', workspace: 'train', beside: true },
        async ({ id, signal, report }) => {
          stopCurrent = () => stopJob(id);
          signal.addEventListener('abort', () => set({ status: 'stopping' }), { once: true });
          try {
            const { points, suggestions } = await compute().call(
              'findLearningRate',
              { recipe, backend },
              {
                signal,
                onEvent: (event) => {
                  events.add(event);
                  if (event.kind === 'progress') report(event.progress);
                },
              },
            );
            // the search may have finished before the stop reached it
            if (signal.aborted) throw stopped();
            events.flush();
            set({ status: 'found', points, suggestions, progress: null });
          } finally {
            events.flush();
          }
        },
      );
      if (outcome.ok) return;
      set({
        status: outcome.stopped ? 'stopped' : 'failed',
        error: outcome.stopped ? null : outcome.error,
        progress: null,
      });
    },

    stop() {
      if (get().status === 'looking') stopCurrent();
    },

    dismissError() {
      set({ error: null });
    },
  }));
}

/** The state after the events of one frame. */
function after(state: RateFinderState, events: readonly FinderEvent[]): Partial<RateFinderState> {
  const change: Partial<RateFinderState> = {};
  const points: FinderPoint[] = [];
  for (const event of events) {
    if (event.kind === 'device') change.device = event.device;
    else if (event.kind === 'progress') change.progress = event.progress;
    else points.push(event.point);
  }
  if (points.length > 0) change.points = [...state.points, ...points];
  return change;
}

/** The page's search. */
export const rateFinder = createRateFinderStore(() => getStudio().compute);

/** The suggestion rounded to two digits; null if there is none. */
export function suggested(which: keyof Suggestions): number | null {
  const rate = rateFinder.getState().suggestions?.[which] ?? null;
  return rate === null ? null : rounded(rate);
}

/** Sets the recipe's learning rate to the suggestion. */
export function takeSuggestion(which: keyof Suggestions): void {
  const learningRate = suggested(which);
  if (learningRate !== null) changeRecipe('optimizer', { learningRate });
}
