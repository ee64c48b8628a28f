/** Headline figures of one split, each beside that of always predicting the most frequent class. */
import type { Figures } from '../../core/run/figures';
import { inSentence, metricTitle, wilsonInterval, type MetricOf } from '../../core/metrics';
import type { Intervals } from '../../core/run/intervals';
import { format, Stats } from '../shared';
import { intervalText } from './interval-text';
import styles from './evaluate.module.css';

const { count, fixed, percent } = format;

const title = (metric: MetricOf<'class'>) => metricTitle(metric, 'class');

function ofCount(right: number, samples: number): string {
  return `${count(right)} of ${count(samples)}`;
}

export function EvaluateFigures({ figures, intervals }: { figures: Figures; intervals: Intervals }) {
  const { samples, majority, values, ordered } = figures;
  const interval = wilsonInterval(figures.right, samples);
  const manyClasses = figures.classes.length > 3;
  return (
    <section aria-label="Figures" className={styles.figures}>
      <Stats
        items={[
          {
            label: title('accuracy'),
            value: percent(values.accuracy),
            note: ofCount(figures.right, samples),
          },
          {
            label: 'Majority class',
            value: percent(majority.accuracy),
            note: `${ofCount(majority.right, samples)}, always ${majority.className}`,
          },
          ...(manyClasses
            ? [
                {
                  label: title('top-3'),
                  value: percent(values['top-3']),
                  note: `${ofCount(figures.top3Right, samples)}; majority ${percent(majority.top3)}`,
                },
              ]
            : []),
          {
            label: title('macro-f1'),
            value: percent(values['macro-f1']),
            note: `${inSentence(title('balanced-accuracy'))} ${percent(values['balanced-accuracy'])}`,
          },
          ...(ordered
            ? [
                {
                  label: title('quadratic-kappa'),
                  value: fixed(values['quadratic-kappa']),
                  note: `${inSentence(title('adjacent-accuracy'))} ${percent(values['adjacent-accuracy'])}`,
                },
              ]
            : []),
          {
            label: title('log-loss'),
            value: fixed(values['log-loss']),
            note: `${inSentence(title('calibration-error'))} ${percent(values['calibration-error'])}`,
          },
        ]}
      />
      <p className={styles.quiet}>
        95 % interval of the accuracy: {percent(interval.low)} to {percent(interval.high)} (Wilson); of the
        macro F1: {intervalText(intervals['macro-f1'], (value) => percent(value))} (bootstrap).{' '}
        {title('kappa')} {fixed(values.kappa)}.
        {manyClasses
          ? ''
          : ' Top-3 accuracy is left out, since it is always 100 % with three classes or fewer.'}{' '}
        All figures are computed from the stored predictions.
      </p>
    </section>
  );
}
