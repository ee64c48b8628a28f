/** Figures beside the majority class: as training reports them while it goes, from the predictions once it has ended. */
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { figuresOf, type Figures } from '../../core/run/figures';
import { training } from '../../state/training';
import { format, Stats } from '../shared';
import { bestEpoch, planMajority, secondsAnEpoch } from './live-figures';
import styles from './train.module.css';
import { usePlan } from './usePlan';

const { count, fixed, percent } = format;

export function TrainFigures() {
  const run = useStore(training, (state) => state.run);
  const history = useStore(training, (state) => state.history);
  const plan = usePlan();
  const figures = useMemo(() => (run && run.keptEpoch > 0 ? figuresOf(run, 'validation') : null), [run]);
  const majority = useMemo(() => plan && planMajority(plan), [plan]);
  const last = history.at(-1);
  const best = bestEpoch(history);
  const sizes = run?.sizes ?? plan?.sizes;
  const seconds = secondsAnEpoch(history);
  return (
    <section aria-label="Figures" className={styles.figures}>
      <Stats
        items={[
          {
            label: 'Validation accuracy',
            value: percent(figures?.accuracy ?? last?.validationAccuracy ?? null),
            note: accuracyNote(figures, best?.validationAccuracy ?? null),
          },
          {
            label: 'Majority class',
            value: percent(figures?.majority.accuracy ?? majority?.accuracy ?? null),
            note: (figures?.majority.className ?? majority?.className) || 'always the most frequent',
          },
          {
            label: 'Validation loss',
            value: fixed(figures?.logLoss ?? last?.validationLoss ?? null),
            note: best ? `lowest ${fixed(best.validationLoss)}` : 'nats',
          },
          {
            label: run ? 'Kept epoch' : 'Best epoch',
            value: run && run.keptEpoch > 0 ? count(run.keptEpoch) : best ? count(best.epoch) : '–',
            note: run?.recipe.training.keep === 'last' ? 'the last' : 'lowest validation loss',
          },
          {
            label: 'Seconds an epoch',
            value: seconds === null ? '–' : seconds.toFixed(seconds < 10 ? 2 : 1),
            note: 'mean',
          },
          {
            label: 'Films',
            value: sizes ? count(sizes.train + sizes.validation + sizes.test) : '–',
            note: sizes
              ? `${count(sizes.validation)} validation${sizes.test ? `, ${count(sizes.test)} test` : ''}`
              : 'train and validation',
          },
        ]}
      />
      <p className={styles.source}>
        {figures
          ? 'Computed from the stored predictions of this run.'
          : 'As training reports them; computed from the stored predictions once it has ended.'}
      </p>
    </section>
  );
}

function accuracyNote(figures: Figures | null, best: number | null): string {
  if (figures && figures.classes.length > 3) return `top-3 ${percent(figures.top3)}`;
  if (figures) return `${count(figures.right)} of ${count(figures.samples)}`;
  return best === null ? 'last epoch' : `best epoch ${percent(best)}`;
}
