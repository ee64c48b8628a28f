/** Probabilities of one poster's classes as bars, surest first; the predicted and the actual class say so in words. */
import { ProbabilityBar } from './ProbabilityBar';
import styles from './ProbabilityBars.module.css';

export interface ProbabilityBarsProps {
  classNames: readonly string[];
  /** One row, `[classes]`, in [0, 1]. */
  probabilities: ArrayLike<number>;
  /** Class index; null where nobody knows. */
  actual: number | null;
  /** How many of the surest are shown; the actual class is always among them. */
  most?: number;
}

/** Class indices to show, surest first. */
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
