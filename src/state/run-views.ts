/** Views of the run service for others: the state of the live run, the queue, and the run bar's job. */
import { isUnderWay, type RunState } from '../core/experiments/run-state';
import type { ErrorReport } from '../core/errors';
import { deviceText } from './device-text';
import type { Job, JobStatus } from './jobs';
import type { LiveRun } from './live-run';
import type { RunEntry, RunServiceState } from './run-service';

type Entries = Pick<RunServiceState, 'entries'>;
type Account = Pick<RunServiceState, 'entries' | 'live'>;

function liveEntry({ entries, live }: Account): RunEntry | null {
  return entries.find(({ id }) => id === live.entryId) ?? null;
}

/** State of the run under way or of the last one; `idle` before the first. */
export function runStatus(state: Account): RunState | 'idle' {
  return liveEntry(state)?.status ?? 'idle';
}

/** True from the press of the button until the compute worker has released the device. */
export function isTraining({ entries }: Entries): boolean {
  return entries.some(({ status }) => isUnderWay(status));
}

/** Whether a run is under way that can be paused, resumed or stopped. */
export function canBeStopped(state: Account): boolean {
  const status = runStatus(state);
  return status !== 'idle' && status !== 'stopping' && isUnderWay(status);
}

/** Why the last run failed; null if it did not, and while another is under way. */
export function runError(state: Account): ErrorReport | null {
  return liveEntry(state)?.error ?? null;
}

const queues = new WeakMap<readonly RunEntry[], readonly RunEntry[]>();

/** The queue in order. Returns the same array for the same entries, as React requires. */
export function queueOf({ entries }: Entries): readonly RunEntry[] {
  let queue = queues.get(entries);
  if (!queue) queues.set(entries, (queue = entries.filter(({ queued }) => queued)));
  return queue;
}

/** "epoch 3 of 20", or null before the first epoch has ended. */
export function stageText({ history, recipe }: Pick<LiveRun, 'history' | 'recipe'>): string | null {
  if (!recipe || history.length === 0) return null;
  return `epoch ${history.length} of ${recipe.training.epochs}`;
}

/** "Training 2 of 4" */
export function trainingTitle({ place }: Pick<LiveRun, 'place'>): string {
  return place ? `Training ${place}` : 'Training';
}

/** Jobs have no states for starting and waiting. */
const JOB_STATUS: Partial<Record<RunState, JobStatus>> = {
  starting: 'running',
  running: 'running',
  paused: 'paused',
  stopping: 'stopping',
  finished: 'finished',
  stopped: 'stopped',
  failed: 'failed',
};

/** The live run as a job for the run bar; null if there is nothing to show. */
export function trainingJob(state: Account): Job | null {
  const { live } = state;
  const entry = liveEntry(state);
  const status = entry && JOB_STATUS[entry.status];
  if (!status || live.dismissed) return null;
  // "run 2 of 4, epoch 3 of 20"
  const stage = [live.place && `run ${live.place}`, stageText(live)].filter(Boolean).join(', ');
  return {
    id: live.jobId,
    title: trainingTitle(live),
    workspace: 'train',
    status,
    progress: live.progress,
    stage: stage || null,
    device: live.device && deviceText(live.device),
    error: entry.error,
    canPause: true,
    beside: false,
  };
}
