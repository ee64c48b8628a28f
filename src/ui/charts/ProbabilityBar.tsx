/**
 * One line of a list of probabilities: name, percentage, bar. The predicted and the actual ones are marked by more than
 * colour.
 */
import { format } from '../shared';
import styles from './ProbabilityBars.module.css';

export interface ProbabilityBarProps {
  name: string;
  /** In [0, 1]. */
  probability: number;
  predicted: boolean;
  actual: boolean;
}

export function ProbabilityBar({ name, probability, predicted, actual }: ProbabilityBarProps) {
  return (
    <li data-predicted={predicted || undefined} data-actual={actual || undefined}>
      <span className={styles.name}>
        {name}
        {actual && <span className={styles.word}> actual</span>}
      </span>
      <span className={styles.value}>{format.percent(probability)}</span>
      <span className={styles.track} aria-hidden="true">
        <span style={{ width: `${(probability * 100).toFixed(2)}%` }} />
      </span>
    </li>
  );
}
