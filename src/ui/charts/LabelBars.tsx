/**
 * Probabilities of one poster's labels as bars, highest first; actual labels are named as such, predicted ones are
 * marked.
 */
import { classes } from '../shared';
import { ProbabilityBar } from './ProbabilityBar';
import styles from './ProbabilityBars.module.css';

export interface LabelBarsProps {
  names: readonly string[];
  /** One row, `[labels]`, in [0, 1]. */
  probabilities: ArrayLike<number>;
  /** One row, 0 or 1. */
  actual: ArrayLike<number>;
  /** Labels with at least this probability are predicted. */
  threshold: number;
  /** How many are shown: the actual labels take precedence over the most probable ones. */
  most?: number;
}

export function LabelBars({ names, probabilities, actual, threshold, most = names.length }: LabelBarsProps) {
  const order = [...names.keys()].sort((a, b) => probabilities[b] - probabilities[a] || a - b);
  const own = order.filter((label) => actual[label] === 1);
  const chosen = new Set([...own, ...order].slice(0, most));
  return (
    <ul className={classes(styles.bars, styles.labels)}>
      {order
        .filter((label) => chosen.has(label))
        .map((label) => (
          <ProbabilityBar
            key={label}
            name={names[label]}
            probability={probabilities[label]}
            predicted={probabilities[label] >= threshold}
            actual={actual[label] === 1}
          />
        ))}
    </ul>
  );
}
