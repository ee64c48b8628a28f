/** A difference in points of a hundred, signed; with McNemar's p where both runs judged the same films. */
import type { McNemarResult } from '../../core/metrics';
import styles from './compare.module.css';

export function signed(points: number): string {
  if (!Number.isFinite(points)) return '–';
  const text = Math.abs(points).toFixed(1);
  if (text === '0.0') return '±0.0';
  return `${points > 0 ? '+' : '−'}${text}`;
}

export function pText(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p ${p.toFixed(p < 0.1 ? 3 : 2)}`;
}

export function Difference({ points, test }: { points: number; test?: McNemarResult | null }) {
  return (
    <span
      className={styles.difference}
      title={
        test
          ? `Right in the first alone: ${test.onlyFirst}; right in this one alone: ${test.onlySecond}. McNemar’s exact test: ${pText(test.p)}.`
          : undefined
      }
    >
      {signed(points)}
      {test && <span className={styles.p}>{pText(test.p)}</span>}
    </span>
  );
}
