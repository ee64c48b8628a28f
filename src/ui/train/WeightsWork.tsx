/** Weights being read or downloaded, in the inspector: progress, remaining time, and Stop. */
import type { Progress } from '../../core/progress';
import { weights } from '../../state/weights';
import { Button, ProgressLine } from '../shared';
import styles from './weights.module.css';

export interface WeightsWorkProps {
  label: string;
  progress: Progress | null;
  /** How much of it is on this machine. */
  note?: string;
}

export function WeightsWork({ label, progress, note }: WeightsWorkProps) {
  return (
    <div className={styles.work}>
      <ProgressLine narrow progress={progress} label={label} />
      <div className={styles.row}>
        <span className={styles.quiet}>{note}</span>
        <Button size="small" icon="stop" onClick={() => weights.getState().stop()}>
          Stop
        </Button>
      </div>
    </div>
  );
}
