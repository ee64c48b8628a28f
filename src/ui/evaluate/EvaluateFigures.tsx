/** Headline figures of one split, each beside what a classifier that always says the most frequent class gets. */
import type { Figures } from '../../core/run/figures';
import { wilsonInterval } from '../../core/metrics';
import type { Intervals } from '../../core/run/intervals';
import { format, Stats } from '../shared';
import { intervalText } from './interval-text';
import styles from './evaluate.module.css';

const { count, fixed, percent } = format;

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
            label: 'Accuracy',
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
                  label: 'Top-3',
                  value: percent(values['top-3']),
                  note: `${ofCount(figures.top3Right, samples)}; majority ${percent(majority.top3)}`,
                },
              ]
            : []),
          {
            label: 'Macro F1',
            value: percent(values['macro-f1']),
            note: `balanced accuracy ${percent(values['balanced-accuracy'])}`,
          },
          ...(ordered
            ? [
                {
                  label: 'Quadratic κ',
                  value: fixed(values['quadratic-kappa']),
                  note: `at most one bin off ${percent(values['adjacent-accuracy'])}`,
                },
              ]
            : []),
          {
            label: 'Log loss',
            value: fixed(values['log-loss']),
            note: `calibration error ${percent(values['calibration-error'])}`,
          },
        ]}
      />
      <p className={styles.quiet}>
        95 % interval of the accuracy: {percent(interval.low)} to {percent(interval.high)} (Wilson); of the
        macro F1: {intervalText(intervals['macro-f1'], (value) => percent(value))} (bootstrap). Cohen’s κ{' '}
        {fixed(values.kappa)}.
        {manyClasses
          ? ''
          : ' Top-3 accuracy is left out, since it is always 100 % with three classes or fewer.'}{' '}
        All figures are computed from the stored predictions.
      </p>
    </section>
  );
}
