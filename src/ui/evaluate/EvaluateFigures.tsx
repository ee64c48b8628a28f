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
  const { samples, majority } = figures;
  const interval = wilsonInterval(figures.right, samples);
  const manyClasses = figures.classes.length > 3;
  return (
    <section aria-label="Figures" className={styles.figures}>
      <Stats
        items={[
          {
            label: 'Accuracy',
            value: percent(figures.accuracy),
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
                  value: percent(figures.top3),
                  note: `${ofCount(figures.top3Right, samples)}; majority ${percent(majority.top3)}`,
                },
              ]
            : []),
          {
            label: 'Macro F1',
            value: percent(figures.macroF1),
            note: `balanced accuracy ${percent(figures.balancedAccuracy)}`,
          },
          ...(figures.ordered
            ? [
                {
                  label: 'Quadratic κ',
                  value: fixed(figures.ordered.quadraticKappa),
                  note: `at most one bin off ${percent(figures.ordered.adjacentAccuracy)}`,
                },
              ]
            : []),
          {
            label: 'Log loss',
            value: fixed(figures.logLoss),
            note: `calibration error ${percent(figures.calibrationError)}`,
          },
        ]}
      />
      <p className={styles.quiet}>
        95 % interval of the accuracy: {percent(interval.low)} to {percent(interval.high)} (Wilson); of the
        macro F1: {intervalText(intervals.macroF1, (value) => percent(value))} (bootstrap). Cohen’s κ{' '}
        {fixed(figures.kappa)}.
        {manyClasses
          ? ''
          : ' Top-3 accuracy is left out, since it is always 100 % with three classes or fewer.'}{' '}
        All figures are computed from the stored predictions.
      </p>
    </section>
  );
}
