/**
 * What the compute worker has reported about the current or last run: history, batch losses, confusion, progress,
 * device. The run's state (waiting, running, …) is in its entry instead.
 */
import { turned, type RunState } from '../core/experiments/run-state';
import type { Progress } from '../core/progress';
import type { Recipe } from '../core/recipe/recipe';
import type { PlanSummary } from '../core/plan/plan';
import type { DeviceInfo, EpochRecord, Run } from '../core/run/run';
import type { TrainEvent } from '../workers/protocol';
import { LossTrace } from './loss-trace';

export interface LiveRun {
  /** Id of the run's entry; null before the first run. */
  entryId: string | null;
  /** The recipe as it was when the run started. */
  recipe: Recipe | null;
  /** Its position in the queue when it started: "2 of 4". Null if it was never in the queue. */
  place: string | null;
  /** Its number among the jobs, which tells the run bar what started last. */
  jobId: number;
  /** Whether the person has dismissed the message that it failed. */
  dismissed: boolean;
  runId: string | null;
  plan: PlanSummary | null;
  device: DeviceInfo | null;
  progress: Progress | null;
  history: EpochRecord[];
  /** Validation confusion counts of the last epoch, `[actual, predicted]`, row-major. */
  confusion: number[] | null;
  /** Changed in place; `batches` changes with it. */
  trace: LossTrace;
  batches: number;
  /** Batches per epoch: estimated from the plan at first, then as counted. Null before the plan is made. */
  batchesAnEpoch: number | null;
  /** Wall clock, milliseconds since 1970. */
  startedAt: number | null;
  endedAt: number | null;
  /** The result; stopped runs have one too. */
  run: Run | null;
}

export function noRun(): LiveRun {
  return {
    entryId: null,
    recipe: null,
    place: null,
    jobId: 0,
    dismissed: false,
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
  };
}

/** The live run after the events of one frame. Only the trace is changed in place. */
export function afterEvents(live: LiveRun, events: readonly TrainEvent[]): LiveRun {
  const now = { ...live };
  let history: EpochRecord[] | null = null;
  for (const event of events) {
    switch (event.kind) {
      case 'plan':
        now.runId = event.runId;
        now.plan = event.plan;
        now.device = event.device;
        now.batchesAnEpoch = Math.ceil(
          event.plan.sizes.train / (live.recipe?.training.batchSize ?? event.plan.sizes.train),
        );
        break;
      case 'progress':
        now.progress = event.progress;
        break;
      case 'batches':
        live.trace.push(event.losses);
        now.batches = live.trace.count;
        break;
      case 'epoch':
        history ??= [...live.history];
        history.push(event.record);
        now.confusion = event.confusion;
        if (live.trace.count > 0) now.batchesAnEpoch = live.trace.count / history.length;
        break;
      case 'paused':
      case 'resumed':
        break;
    }
  }
  if (history) now.history = history;
  return now;
}

/** The state of the run's entry after these events: any event means that the run has started. */
export function stateAfter(state: RunState, events: readonly TrainEvent[]): RunState {
  return events.reduce((now, { kind }) => {
    if (kind === 'paused') return turned(now, 'paused');
    return kind === 'resumed' || now === 'starting' ? turned(now, 'running') : now;
  }, state);
}
