/**
 * Announces the progress of long work to screen readers: each new phase, and the percentage every so often, but not
 * every change.
 */
import { currentJob, type Job } from './jobs';
import { announce } from './ui';
import { work } from './work';

const EVERY_MS = 20_000;

/** "Preparing posters, 40 %" */
function progressSentence(job: Job): string {
  const { progress, stage } = job;
  const phase = [stage, progress?.phase ?? job.title].filter(Boolean).join(', ');
  const share = progress?.total ? `, ${Math.floor((progress.done / progress.total) * 100)} %` : '';
  return `${phase}${share}`;
}

/** Announces progress until the returned function is called. */
export function announceProgress(now: () => number = () => performance.now()): () => void {
  let last = { id: -1, phase: '', time: -Infinity };
  return work.subscribe(({ list }) => {
    const job = currentJob(list);
    if (!job?.progress || job.status !== 'running') return;
    const { phase } = job.progress;
    const time = now();
    if (job.id === last.id && phase === last.phase && time - last.time < EVERY_MS) return;
    last = { id: job.id, phase, time };
    announce(progressSentence(job));
  });
}
