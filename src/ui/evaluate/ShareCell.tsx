/** A percentage above a thin bar. */
import { format } from '../shared';
import styles from './evaluate.module.css';

export function ShareCell({ share }: { share: number }) {
  const width = Number.isFinite(share) ? share * 100 : 0;
  return (
    <span className={styles.share}>
      {format.percent(share)}
      <span className={styles.shareBar} aria-hidden="true">
        <span style={{ width: `${width.toFixed(1)}%` }} />
      </span>
    </span>
  );
}
