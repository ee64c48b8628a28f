/**
 * The training that is going on, or the last one. The compute worker tells of it in small events; this store gathers
 * them and keeps what the page draws: history, batch losses, confusion, progress, device.
 * What comes out (the Run) is for the runs store; nothing here is a result.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { isStop, toReport, type ErrorReport } from '../core/errors';
import type { Progress } from '../core/progress';
import type { Recipe } from '../core/recipe/recipe';
import type { DeviceInfo, EpochRecord, Run, RunExperiment } from '../core/run/run';
import type { PlanSummary } from '../core/plan/plan';
import { getStudio } from '../workers/client';
import type { BackendChoice, ComputeApi, TrainEvent } from '../workers/protocol';
import type { Remote } from '../workers/rpc';
import { Batched, tenTimesASecond, type Schedule } from './batched';
import { LossTrace } from './loss-trace';

export type TrainingStatus =
  'idle' | 'starting' | 'running' | 'paused' | 'stopping' | 'finished' | 'stopped' | 'failed';

export interface TrainingState {
  status: TrainingStatus;
  /** What is being trained, as it was when it was started. */
  recipe: Recipe | null;
  runId: string | null;
  plan: PlanSummary | null;
  device: DeviceInfo | null;
  progress: Progress | null;
  history: EpochRecord[];
  /** Validation confusion counts of the last epoch, `[actual, predicted]`, row-major. */
  confusion: number[] | null;
  /** Changes in place; `batches` changes with it. */
  trace: LossTrace;
  batches: number;
  /** Batches of an epoch: estimated from the plan, then as they came. Null before the plan. */
  batchesAnEpoch: number | null;
  /** Wall clock, milliseconds since 1970. */
  startedAt: number | null;
  endedAt: number | null;
  /** What came out, stopped runs included. */
  run: Run | null;
  error: ErrorReport | null;
}

export interface TrainingActions {
  /** Trains to the end and resolves with the Run; null where it was stopped with nothing to keep, or failed. */
  start(recipe: Recipe, backend: BackendChoice, experiment?: RunExperiment): Promise<Run | null>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Ends the training after the batch it is in; what there is becomes a Run. */
  stop(): void;
}

export type TrainingStore = StoreApi<TrainingState & TrainingActions>;

/** True from the press of the button until the compute worker has let go. */
export function isTraining(status: TrainingStatus): boolean {
  return status === 'starting' || status === 'running' || status === 'paused' || status === 'stopping';
}

function atRest(): TrainingState {
  return {
    status: 'idle',
    recipe: null,
    runId: null,
    plan: null,
    device: null,
    progress: null,
    history: [],
    confusion: null,
    trace: new LossTrace(),
    batches: 0,
    batchesAnEpoch: null,
    startedAt: null,
    endedAt: null,
    run: null,
    error: null,
  };
}

/** The state after a frame's worth of events. The trace is the one thing that changes in place. */
function after(state: TrainingState, events: readonly TrainEvent[]): Partial<TrainingState> {
  const change: Partial<TrainingState> = {};
  let history: EpochRecord[] | null = null;
  for (const event of events) {
    switch (event.kind) {
      case 'plan':
        change.runId = event.runId;
        change.plan = event.plan;
        change.device = event.device;
        change.batchesAnEpoch = Math.ceil(
          event.plan.sizes.train / (state.recipe?.training.batchSize ?? event.plan.sizes.train),
        );
        break;
      case 'progress':
        change.progress = event.progress;
        break;
      case 'batches':
        state.trace.push(event.losses);
        change.batches = state.trace.count;
        break;
      case 'epoch':
        history ??= [...state.history];
        history.push(event.record);
        change.confusion = event.confusion;
        if (state.trace.count > 0) change.batchesAnEpoch = state.trace.count / history.length;
        break;
      case 'paused':
        if (state.status !== 'stopping') change.status = 'paused';
        break;
      case 'resumed':
        if (state.status !== 'stopping') change.status = 'running';
        break;
    }
  }
  if (history) change.history = history;
  if (state.status === 'starting' && change.status === undefined) change.status = 'running';
  return change;
}

/**
 * @param compute Gives the compute worker; called when a training starts, so that a page that never trains starts none.
 * @param schedule When gathered events are taken in; ten times a second by default.
 */
export function createTrainingStore(
  compute: () => Pick<Remote<ComputeApi>, 'call'>,
  schedule: Schedule = tenTimesASecond,
): TrainingStore {
  let controller: AbortController | null = null;

  return createStore<TrainingState & TrainingActions>((set, get) => ({
    ...atRest(),

    async start(recipe, backend, experiment) {
      if (isTraining(get().status)) return null;
      const mine = new AbortController();
      controller = mine;
      set({ ...atRest(), status: 'starting', recipe, startedAt: Date.now() });
      const events = new Batched<TrainEvent>((list) => set((state) => after(state, list)), schedule);
      try {
        const run = await compute().call(
          'train',
          { recipe, backend, ...(experiment && { experiment }) },
          { signal: mine.signal, onEvent: (event) => events.add(event) },
        );
        events.flush();
        set({
          status: run.status === 'finished' ? 'finished' : 'stopped',
          runId: run.id,
          run,
          progress: null,
          endedAt: Date.now(),
        });
        return run;
      } catch (error) {
        events.flush();
        const stopped = isStop(error);
        set({
          status: stopped ? 'stopped' : 'failed',
          error: stopped ? null : toReport(error),
          progress: null,
          endedAt: Date.now(),
        });
        return null;
      } finally {
        controller = null;
      }
    },

    async pause() {
      // also before its first event: the compute worker has it by then
      if (['starting', 'running'].includes(get().status)) await compute().call('pause', null);
    },

    async resume() {
      if (get().status === 'paused') await compute().call('resume', null);
    },

    stop() {
      if (!controller || get().status === 'stopping') return;
      set({ status: 'stopping' });
      controller.abort();
    },
  }));
}

/** The page's one training. */
export const training = createTrainingStore(() => getStudio().compute);
