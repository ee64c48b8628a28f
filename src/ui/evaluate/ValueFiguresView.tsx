/** Headline figures of a value on one split, beside those of always predicting the mean. */
import { shortTitle, type MetricOf } from '../../core/metrics';
import type { Intervals } from '../../core/run/intervals';
import type { ValueFigures } from '../../core/run/value-figures';
import { format, Stats } from '../shared';
import { intervalText } from './interval-text';
import styles from './evaluate.module.css';

const title = (metric: MetricOf<'value'>) => shortTitle(metric, 'value');
const three = (value: number) => format.fixed(value);

export function ValueFiguresView({ figures, intervals }: { figures: ValueFigures; intervals: Intervals }) {
  const { baseline, unit, values } = figures;
  return (
    <section aria-label="Figures" className={styles.figures}>
      <Stats
        items={[
          {
            label: title('mean-absolute-error'),
            value: three(values['mean-absolute-error']),
            note: intervalText(intervals['mean-absolute-error'], three),
          },
          {
            label: `${title('mean-absolute-error')}, always the mean`,
            value: three(baseline.values['mean-absolute-error']),
            note: `mean ${format.fixed(baseline.mean, 2)} ${unit}`,
          },
          {
            label: title('root-mean-squared-error'),
            value: three(values['root-mean-squared-error']),
            note: `${three(baseline.values['root-mean-squared-error'])} always the mean`,
          },
          { label: title('r2'), value: three(values.r2), note: intervalText(intervals.r2, three) },
          {
            label: title('spearman'),
            value: three(values.spearman),
            note: intervalText(intervals.spearman, three),
          },
        ]}
      />
      <p className={styles.quiet}>
        Errors are in {unit}. Intervals are 95 % (bootstrap over the films). “The mean” is that of the
        training films. All figures are computed from the stored predictions.
      </p>
    </section>
  );
}
