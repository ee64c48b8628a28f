/**
 * Long work, whichever workspace started it. A job has progress, can be stopped, sometimes paused, and ends with a
 * result or a typed error; the run bar shows the newest one under way. Training runs are not in this list: `work.ts`
 * shows them together with these jobs.
 */
import { createStore } from 'zustand/vanilla';
import { isStop, toReport, type ErrorReport } from '../core/errors';
import type { Progress } from '../core/progress';
import { announce } from './ui';
import type { WorkspaceId } from '../core/places';

export type JobStatus = 'running' | 'paused' | 'stopping' | 'finished' | 'stopped' | 'failed';

export interface Job {
  id: number;
  /** What it does, in a person's words: "Preparing posters". */
  title: string;
  workspace: WorkspaceId;
  status: JobStatus;
  progress: Progress | null;
  /** Shown before the phase in the run bar: "epoch 3 of 20". */
  stage: string | null;
  /** Backend and device, if the work uses one: "WebGPU, NVIDIA …". */
  device: string | null;
  error: ErrorReport | null;
  canPause: boolean;
  /** Not the workspace's main work: the workspace's buttons and shortcuts do not pause or stop it. */
  beside: boolean;
}

export interface JobSpec {
  title: string;
  workspace: WorkspaceId;
  /** False by default. */
  beside?: boolean;
  /** How to pause and resume the work; give both or neither. */
  pause?: () => Promise<unknown>;
  resume?: () => Promise<unknown>;
}

/** Passed to the work. */
export interface JobContext {
  id: number;
  signal: AbortSignal;
  report: (progress: Progress) => void;
  update: (change: Partial<Pick<Job, 'stage' | 'device' | 'title'>>) => void;
}

export type Outcome<T> = { ok: true; value: T } | { ok: false; stopped: boolean; error: ErrorReport };

/** Newest last. Ended jobs stay until they are dismissed or another one starts in their workspace. */
export const jobs = createStore<{ list: Job[] }>(() => ({ list: [] }));

const controls = new Map<number, { spec: JobSpec; controller: AbortController }>();
let nextId = 1;

/** Increasing numbers that say which job started last. The run service numbers its runs with them too. */
export function nextJobId(): number {
  return nextId++;
}

function change(id: number, part: Partial<Job>): void {
  jobs.setState(({ list }) => ({ list: list.map((job) => (job.id === id ? { ...job, ...part } : job)) }));
}

export function isUnderWay(job: Job): boolean {
  return job.status === 'running' || job.status === 'paused' || job.status === 'stopping';
}

/** The job shown in the run bar: the newest under way, otherwise the newest that failed. */
export function currentJob(list: readonly Job[]): Job | null {
  return list.findLast(isUnderWay) ?? list.findLast((job) => job.status === 'failed') ?? null;
}

/** The workspace's main work, if any is under way. */
export function jobUnderWay(workspace: WorkspaceId): Job | null {
  const isIt = (job: Job) => job.workspace === workspace && !job.beside && isUnderWay(job);
  return jobs.getState().list.findLast(isIt) ?? null;
}

/** Runs the work as a job. Never throws: the outcome says how it ended. */
export async function runJob<T>(
  spec: JobSpec,
  work: (context: JobContext) => Promise<T>,
): Promise<Outcome<T>> {
  const id = nextJobId();
  const controller = new AbortController();
  controls.set(id, { spec, controller });
  jobs.setState(({ list }) => ({
    list: [
      ...list.filter((job) => isUnderWay(job) || job.workspace !== spec.workspace),
      {
        id,
        title: spec.title,
        workspace: spec.workspace,
        status: 'running',
        progress: null,
        stage: null,
        device: null,
        error: null,
        canPause: Boolean(spec.pause && spec.resume),
        beside: spec.beside ?? false,
      },
    ],
  }));
  announce(`${spec.title}: started.`);
  try {
    const value = await work({
      id,
      signal: controller.signal,
      report: (progress) => change(id, { progress }),
      update: (part) => change(id, part),
    });
    change(id, { status: 'finished' });
    announce(`${spec.title}: done.`);
    return { ok: true, value };
  } catch (thrown) {
    const error = toReport(thrown);
    const stopped = isStop(thrown);
    change(id, stopped ? { status: 'stopped' } : { status: 'failed', error });
    announce(`${spec.title}: ${stopped ? 'stopped' : error.message}`);
    return { ok: false, stopped, error };
  } finally {
    controls.delete(id);
  }
}

export function stopJob(id: number): void {
  const control = controls.get(id);
  if (!control) return;
  change(id, { status: 'stopping' });
  control.controller.abort();
}

/** Changes the status, unless the job has been stopped meanwhile. */
function turn(id: number, from: JobStatus, to: JobStatus): void {
  const job = jobs.getState().list.find((one) => one.id === id);
  if (job?.status === from) change(id, { status: to });
}

export async function pauseJob(id: number): Promise<void> {
  await controls.get(id)?.spec.pause?.();
  turn(id, 'running', 'paused');
}

export async function resumeJob(id: number): Promise<void> {
  await controls.get(id)?.spec.resume?.();
  turn(id, 'paused', 'running');
}

export function dismissJob(id: number): void {
  jobs.setState(({ list }) => ({ list: list.filter((job) => job.id !== id || isUnderWay(job)) }));
}
