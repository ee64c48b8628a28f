/**
 * All long work as the run bar shows it: the jobs, and among them the run being trained, which is a view of the run
 * service. The store is only read; commands go to the jobs or the run service.
 */
import { dismissJob, isUnderWay, jobs, pauseJob, resumeJob, stopJob, type Job } from './jobs';
import { runService } from './page-runs';
import { trainingJob } from './run-views';

type Work = ReturnType<typeof jobs.getState>;

/** In the order in which they started. A job that has ended is dropped when another starts in its workspace. */
function withTraining(list: readonly Job[], training: Job | null): Job[] {
  if (!training) return [...list];
  const forgotten = (job: Job, than: Job) =>
    !isUnderWay(job) && job.workspace === than.workspace && job.id < than.id;
  const kept = list.filter((job) => !forgotten(job, training));
  const shown = list.some((job) => forgotten(training, job)) ? [] : [training];
  return [...kept, ...shown].toSorted((a, b) => a.id - b.id);
}

interface Seen {
  jobs: object;
  training: object;
  work: Work;
}
let seen: Seen | null = null;

function getState(): Work {
  const [now, training] = [jobs.getState(), runService.getState()];
  if (seen?.jobs !== now || seen.training !== training)
    seen = { jobs: now, training, work: { list: withTraining(now.list, trainingJob(training)) } };
  return seen.work;
}

export const work = {
  getState,
  getInitialState: getState,
  subscribe(listener: (now: Work, before: Work) => void): () => void {
    let before = getState();
    const look = () => {
      const now = getState();
      const last = before;
      before = now;
      if (now !== last) listener(now, last);
    };
    const leaving = [jobs.subscribe(look), runService.subscribe(look)];
    return () => leaving.forEach((leave) => leave());
  },
};

/** Calls the function that fits: the training run is not in the list of jobs. */
function onWork<T>(id: number, onRun: () => T, onJob: (id: number) => T): T {
  return trainingJob(runService.getState())?.id === id ? onRun() : onJob(id);
}

export function pauseWork(id: number): Promise<void> {
  return onWork(id, () => runService.getState().pause(), pauseJob);
}

export function resumeWork(id: number): Promise<void> {
  return onWork(id, () => runService.getState().resume(), resumeJob);
}

export function stopWork(id: number): void {
  onWork(id, () => runService.getState().stop(), stopJob);
}

export function dismissWork({ id, workspace }: Job): void {
  // a run that failed earlier was hidden behind it, and is dismissed with it
  if (workspace === 'train') runService.getState().dismiss();
  dismissJob(id);
}
