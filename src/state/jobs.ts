/**
 * Work that takes time, whichever workspace began it. A job has progress, can be stopped, sometimes paused, and
 * ends with a result or a typed error; the run bar shows the newest one that is under way. Trainings are no jobs of
 * this list: `work.ts` shows them among these.
 */
import { createStore } from 'zustand/vanilla';
import { isStop, toReport, type ErrorReport } from '../core/errors';
import type { Progress } from '../core/progress';
import { announce } from './ui';
import type { WorkspaceId } from '../core/places';

export type JobStatus = 'running' | 'paused' | 'stopping' | 'finished' | 'stopped' | 'failed';

export interface Job {
  id: number;
  /** What it does, as a person would say it: "Preparing posters". */
  title: string;
  workspace: WorkspaceId;
  status: JobStatus;
  progress: Progress | null;
  /** Stands before the phase in the run bar: "epoch 3 of 20". */
  stage: string | null;
  /** Backend and device, where the work has one: "WebGPU, NVIDIA …". */
  device: string | null;
  error: ErrorReport | null;
  canPause: boolean;
  /** Not the workspace's main work: what its keys and buttons hold and stop is another job. */
  beside: boolean;
}

export interface JobSpec {
  title: string;
  workspace: WorkspaceId;
  /** False by default. */
  beside?: boolean;
  /** Both or none: how the work is held and let go on. */
  pause?: () => Promise<unknown>;
  resume?: () => Promise<unknown>;
}

/** What the work gets. */
export interface JobContext {
  id: number;
  signal: AbortSignal;
  report: (progress: Progress) => void;
  update: (change: Partial<Pick<Job, 'stage' | 'device' | 'title'>>) => void;
}

export type Outcome<T> = { ok: true; value: T } | { ok: false; stopped: boolean; error: ErrorReport };

/** Newest last. Ended jobs stay until they are dismissed or another begins in their workspace. */
export const jobs = createStore<{ list: Job[] }>(() => ({ list: [] }));

const controls = new Map<number, { spec: JobSpec; controller: AbortController }>();
let nextId = 1;

/** Numbers that say what began last. The run service counts its trainings with them too. */
export function nextJobId(): number {
  return nextId++;
}

function change(id: number, part: Partial<Job>): void {
  jobs.setState(({ list }) => ({ list: list.map((job) => (job.id === id ? { ...job, ...part } : job)) }));
}

export function isUnderWay(job: Job): boolean {
  return job.status === 'running' || job.status === 'paused' || job.status === 'stopping';
}

/** The job that the run bar shows: the newest under way, else the newest that failed. */
export function currentJob(list: readonly Job[]): Job | null {
  return list.findLast(isUnderWay) ?? list.findLast((job) => job.status === 'failed') ?? null;
}

/** The workspace's main work, where there is any. */
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

/** One that was stopped meanwhile stays what it is. */
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
