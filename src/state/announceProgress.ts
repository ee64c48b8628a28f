/** Reads long work out: each new phase, and how far it is every so often; never every change of a figure. */
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

/** Until the returned function is called. */
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
