/**
 * What the compute worker has told of the run under way, or of the last one: history, batch losses, confusion,
 * progress, device. How far the run is in its life is not here: that is the state of its entry.
 */
import { turned, type RunState } from '../core/experiments/run-state';
import type { Progress } from '../core/progress';
import type { Recipe } from '../core/recipe/recipe';
import type { PlanSummary } from '../core/plan/plan';
import type { DeviceInfo, EpochRecord, Run } from '../core/run/run';
import type { TrainEvent } from '../workers/protocol';
import { LossTrace } from './loss-trace';

export interface LiveRun {
  /** Of its entry; null before the first run. */
  entryId: string | null;
  /** What is being trained, as it was when it was started. */
  recipe: Recipe | null;
  /** Which one of how many it was in the queue when it began: "2 of 4". Null for one that was never in it. */
  place: string | null;
  /** Its number among the jobs, by which the run bar knows what began last. */
  jobId: number;
  /** That it failed has been read and put away. */
  dismissed: boolean;
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

/** The run after a frame's worth of events. The trace is the one thing that changes in place. */
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

/** The state of the run's entry after the same events: whatever is told says that it has started. */
export function stateAfter(state: RunState, events: readonly TrainEvent[]): RunState {
  return events.reduce((now, { kind }) => {
    if (kind === 'paused') return turned(now, 'paused');
    return kind === 'resumed' || now === 'starting' ? turned(now, 'running') : now;
  }, state);
}
