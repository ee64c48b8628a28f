/** Headline figures of labels on one split, each with its interval or beside what the same answer for all gets. */
import type { Intervals } from '../../core/run/intervals';
import type { LabelsFigures } from '../../core/run/label-figures';
import { format, Stats } from '../shared';
import { intervalText } from './interval-text';
import styles from './evaluate.module.css';

const { fixed, percent } = format;
const three = (value: number) => fixed(value);
const share = (value: number) => percent(value);

export function LabelFiguresView({ figures, intervals }: { figures: LabelsFigures; intervals: Intervals }) {
  const { baseline, f1 } = figures;
  const said = baseline.majority.names.length === 0 ? 'no label' : baseline.majority.names.join(', ');
  return (
    <section aria-label="Figures" className={styles.figures}>
      <Stats
        items={[
          {
            label: 'mAP',
            value: fixed(figures.meanAveragePrecision),
            note: intervalText(intervals.meanAveragePrecision, three),
          },
          { label: 'mAP, same for all', value: fixed(baseline.meanAveragePrecision), note: 'baseline' },
          {
            label: 'Mean AUC',
            value: fixed(figures.meanAuc),
            note: intervalText(intervals.meanAuc, three),
          },
          {
            label: 'Binary accuracy',
            value: percent(figures.binaryAccuracy),
            note: `${percent(baseline.majority.binaryAccuracy)} saying ${said}`,
          },
          {
            label: 'At least one match',
            value: percent(figures.atLeastOne),
            note: `${percent(baseline.commonest.atLeastOne)} always ${baseline.commonest.names.join(', ')}`,
          },
          {
            label: 'All match',
            value: percent(figures.allMatch),
            note: `${percent(baseline.commonest.allMatch)} always ${baseline.commonest.names.join(', ')}`,
          },
          {
            label: 'Micro F1',
            value: percent(f1.micro),
            note: `macro ${percent(f1.macro)}, weighted ${percent(f1.weighted)}`,
          },
          {
            label: 'Cross entropy',
            value: fixed(figures.crossEntropy),
            note: `${fixed(baseline.crossEntropy)} predicting the shares`,
          },
        ]}
      />
      <p className={styles.quiet}>
        A label is predicted when its probability is at least 50 %. Hamming loss {fixed(figures.hammingLoss)};
        samples F1 {percent(f1.samples)}. 95 % intervals (bootstrap over the films): binary accuracy{' '}
        {intervalText(intervals.binaryAccuracy, share)}, at least one match{' '}
        {intervalText(intervals.atLeastOne, share)}, all match {intervalText(intervals.allMatch, share)}. All
        figures are computed from the stored predictions.
      </p>
    </section>
  );
}
