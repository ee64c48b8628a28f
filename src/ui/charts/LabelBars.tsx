/** Probabilities of one poster's labels as bars, surest first; those that it has say so in words, those said are marked. */
import { classes } from '../shared';
import { ProbabilityBar } from './ProbabilityBar';
import styles from './ProbabilityBars.module.css';

export interface LabelBarsProps {
  names: readonly string[];
  /** One row, `[labels]`, in [0, 1]. */
  probabilities: ArrayLike<number>;
  /** One row, 0 or 1. */
  actual: ArrayLike<number>;
  /** A label is said from this probability on. */
  threshold: number;
  /** How many are shown: those that the poster has come before the surest others. */
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
