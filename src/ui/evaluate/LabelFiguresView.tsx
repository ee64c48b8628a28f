/**
 * Headline figures of labels on one split, each with its interval, or beside that of predicting the same labels for
 * every film.
 */
import { metricTitle, type MetricOf } from '../../core/metrics';
import type { Intervals } from '../../core/run/intervals';
import type { LabelsFigures } from '../../core/run/label-figures';
import { format, Stats } from '../shared';
import { intervalText } from './interval-text';
import styles from './evaluate.module.css';

const { fixed, percent } = format;
const title = (metric: MetricOf<'labels'>) => metricTitle(metric, 'labels');
const three = (value: number) => fixed(value);
const share = (value: number) => percent(value);

export function LabelFiguresView({ figures, intervals }: { figures: LabelsFigures; intervals: Intervals }) {
  const { baseline, values } = figures;
  const said = baseline.majority.names.length === 0 ? 'no label' : baseline.majority.names.join(', ');
  return (
    <section aria-label="Figures" className={styles.figures}>
      <Stats
        items={[
          {
            label: title('mean-average-precision'),
            value: fixed(values['mean-average-precision']),
            note: intervalText(intervals['mean-average-precision'], three),
          },
          {
            label: `${title('mean-average-precision')}, same for all`,
            value: fixed(baseline.values['mean-average-precision']),
            note: 'baseline',
          },
          {
            label: title('mean-auc'),
            value: fixed(values['mean-auc']),
            note: intervalText(intervals['mean-auc'], three),
          },
          {
            label: title('accuracy'),
            value: percent(values.accuracy),
            note: `${percent(baseline.majority.values.accuracy)} predicting ${said}`,
          },
          {
            label: title('any-match'),
            value: percent(values['any-match']),
            note: `${percent(baseline.commonest.values['any-match'])} always ${baseline.commonest.names.join(', ')}`,
          },
          {
            label: title('exact-match'),
            value: percent(values['exact-match']),
            note: `${percent(baseline.commonest.values['exact-match'])} always ${baseline.commonest.names.join(', ')}`,
          },
          {
            label: title('micro-f1'),
            value: percent(values['micro-f1']),
            note: `macro ${percent(values['macro-f1'])}, weighted ${percent(values['weighted-f1'])}`,
          },
          {
            label: title('log-loss'),
            value: fixed(values['log-loss']),
            note: `${fixed(baseline.values['log-loss'])} predicting the shares`,
          },
        ]}
      />
      <p className={styles.quiet}>
        A label is predicted when its probability is at least 50 %. Hamming loss{' '}
        {fixed(values['hamming-loss'])}; samples F1 {percent(values['samples-f1'])}. 95 % intervals (bootstrap
        over the films): binary accuracy {intervalText(intervals.accuracy, share)}, at least one match{' '}
        {intervalText(intervals['any-match'], share)}, all match{' '}
        {intervalText(intervals['exact-match'], share)}. All figures are computed from the stored predictions.
      </p>
    </section>
  );
}
