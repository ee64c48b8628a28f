/** One piece of work under way: phase, count, rate, estimate, and a bar. Widths are kept as numbers change. */
import type { Progress } from '../../core/progress';
import { count, rate, remaining } from './format';
import styles from './parts.module.css';

export function progressCount(progress: Progress): string {
  if (progress.unit === 'bytes') return '';
  const total = progress.total === null ? '' : ` of ${count(progress.total)}`;
  return `${count(progress.done)}${total} ${progress.unit}`;
}

/** `null` while nothing has been told yet. */
export function ProgressLine({ progress, label }: { progress: Progress | null; label: string }) {
  const total = progress?.total ?? null;
  return (
    <div className={styles.progress}>
      <div className={styles.progressText}>
        <span>{progress?.phase ?? label}</span>
        <span>{progress && progressCount(progress)}</span>
        <span style={{ minWidth: '11ch' }}>{progress && rate(progress.rate, progress.unit)}</span>
        <span style={{ minWidth: '9ch' }}>{progress && remaining(progress.remainingSeconds)}</span>
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
