/** The permanent bar: what is under way, progress, rate, remaining time, device, and buttons to pause or stop it. */
import { useStore } from 'zustand';
import { currentJob, type Job } from '../../state/jobs';
import { perform } from '../../state/perform';
import { dismissWork, pauseWork, resumeWork, stopWork, work } from '../../state/work';
import { IconButton } from '../shared/Button';
import { rate, remaining } from '../shared/format';
import { Icon } from '../shared/Icon';
import { progressCount } from '../shared/ProgressLine';
import styles from './RunBar.module.css';

export function RunBar() {
  const job = useStore(work, ({ list }) => currentJob(list));
  return (
    <footer className={styles.bar} aria-label="Work under way">
      {job ? <JobLine job={job} /> : <span className={styles.quiet}>Nothing is running.</span>}
    </footer>
  );
}

function phaseOf(job: Job): string {
  if (job.status === 'paused') return 'Paused';
  if (job.status === 'stopping') return 'Stopping';
  return job.progress?.phase ?? job.title;
}

function JobLine({ job }: { job: Job }) {
  if (job.status === 'failed' && job.error)
    return (
      <>
        <span className={`${styles.title} ${styles.failed}`}>
          <Icon name="error" size={14} />
          <a href={`#/${job.workspace}`}>
            {job.title} failed: {job.error.message}
          </a>
        </span>
        <span className={styles.device} />
        <IconButton label="Dismiss" icon="close" size="small" onClick={() => dismissWork(job)} />
      </>
    );
  const { progress } = job;
  return (
    <>
      <progress
        className={styles.line}
        aria-label={job.title}
        max={1}
        value={progress?.total ? Math.min(1, progress.done / progress.total) : undefined}
      />
      <span className={styles.title}>
        <a href={`#/${job.workspace}`}>{phaseOf(job)}</a>
      </span>
      <span className={styles.figures}>
        {job.stage && <span className={styles.stage}>{job.stage}</span>}
        <span className={styles.count}>{progress && progressCount(progress)}</span>
        <span className={styles.rate}>
          {progress && job.status === 'running' && rate(progress.rate, progress.unit)}
        </span>
        <span className={styles.left}>
          {progress && job.status === 'running' && remaining(progress.remainingSeconds)}
        </span>
      </span>
      <span className={styles.device}>{job.device}</span>
      <span className={styles.controls}>
        {job.canPause && job.status === 'running' && (
          <IconButton label="Pause" icon="pause" onClick={() => perform(() => pauseWork(job.id))} />
        )}
        {job.canPause && job.status === 'paused' && (
          <IconButton label="Resume" icon="play" onClick={() => perform(() => resumeWork(job.id))} />
        )}
        <IconButton
          label="Stop"
          icon="stop"
          onClick={() => stopWork(job.id)}
          waitsFor={job.status === 'stopping' ? 'it is stopping' : null}
        />
      </span>
    </>
  );
}
