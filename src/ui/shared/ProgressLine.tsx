/**
 * Progress of the work under way: phase, count, rate, remaining time, and a bar. Widths stay the same as numbers
 * change.
 */
import type { Progress } from '../../core/progress';
import { classes } from './classes';
import { count, rate, remaining } from './format';
import styles from './parts.module.css';

export function progressCount(progress: Progress): string {
  if (progress.unit === 'bytes' || (progress.unit === '' && progress.total === null)) return '';
  const total = progress.total === null ? '' : ` of ${count(progress.total)}`;
  return `${count(progress.done)}${total} ${progress.unit}`;
}

export interface ProgressLineProps {
  /** Null until the first report. */
  progress: Progress | null;
  label: string;
  /** For the inspector: leaves out what is counted, which is shown elsewhere. */
  narrow?: boolean;
}

export function ProgressLine({ progress, label, narrow }: ProgressLineProps) {
  const total = progress?.total ?? null;
  return (
    <div className={styles.progress}>
      <div className={classes(styles.progressText, narrow && styles.narrow)}>
        <span>{progress?.phase ?? label}</span>
        {!narrow && <span>{progress && progressCount(progress)}</span>}
        <span className={styles.progressRate}>{progress && rate(progress.rate, progress.unit)}</span>
        <span className={styles.progressLeft}>{progress && remaining(progress.remainingSeconds)}</span>
      </div>
      <progress
        className={styles.track}
        aria-label={label}
        max={total ?? undefined}
        value={progress && total ? Math.min(progress.done, total) : undefined}
      />
    </div>
  );
}
