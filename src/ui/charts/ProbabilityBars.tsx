/**
 * Probabilities of one poster's classes as bars, highest first; the predicted and the actual class are named as such.
 */
import { ProbabilityBar } from './ProbabilityBar';
import styles from './ProbabilityBars.module.css';

export interface ProbabilityBarsProps {
  classNames: readonly string[];
  /** One row, `[classes]`, in [0, 1]. */
  probabilities: ArrayLike<number>;
  /** Class index; null if unknown. */
  actual: number | null;
  /** How many classes are shown; the actual one is always among them. */
  most?: number;
}

/** Class indices to show, most probable first. */
function shownClasses(probabilities: ArrayLike<number>, actual: number | null, most: number): number[] {
  const order = Array.from({ length: probabilities.length }, (_, k) => k).sort(
    (a, b) => probabilities[b] - probabilities[a] || a - b,
  );
  const shown = order.slice(0, most);
  if (actual !== null && !shown.includes(actual)) shown.splice(-1, 1, actual);
  return shown;
}

export function ProbabilityBars({
  classNames,
  probabilities,
  actual,
  most = classNames.length,
}: ProbabilityBarsProps) {
  return (
    <ul className={styles.bars}>
      {shownClasses(probabilities, actual, most).map((k, place) => (
        <ProbabilityBar
          key={k}
          name={classNames[k]}
          probability={probabilities[k]}
          predicted={place === 0}
          actual={k === actual}
        />
      ))}
    </ul>
  );
}
