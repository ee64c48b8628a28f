/** A difference with its sign, in percentage points for shares; its interval, and McNemar's p if there is one. */
import { differenceText, type Interval, type McNemarResult, type MetricId } from '../../core/metrics';
import styles from './compare.module.css';

function pText(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p ${p.toFixed(p < 0.1 ? 3 : 2)}`;
}

export interface DifferenceProps {
  metric: MetricId;
  value: number;
  interval?: Interval | null;
  test?: McNemarResult | null;
}

export function Difference({ metric, value, interval, test }: DifferenceProps) {
  const said = test
    ? `Only the first is right: ${test.onlyFirst}; only this one is right: ${test.onlySecond}. McNemar’s exact test: ${pText(test.p)}.`
    : undefined;
  return (
    <span className={styles.difference} title={said}>
      {differenceText(metric, value)}
      {interval && (
        <span className={styles.p}>
          [{differenceText(metric, interval.low)}, {differenceText(metric, interval.high)}]
        </span>
      )}
      {test && <span className={styles.p}>{pText(test.p)}</span>}
    </span>
  );
}
