/** Figures beside a baseline: as reported during training, then computed from the predictions once it has ended. */
import { useStore } from 'zustand';
import { inSentence, shortTitle, type HeadKind, type MetricId } from '../../core/metrics';
import { bestEpoch } from '../../core/run/best-epoch';
import type { Figures } from '../../core/run/figures';
import { mainFigureOf, type HeadFigures } from '../../core/run/head-figures';
import type { EpochRecord } from '../../core/run/run';
import { recipeStore } from '../../state/recipe';
import { runService } from '../../state/page-runs';
import { format, Stats, type StatsItem } from '../shared';
import {
  keptLoss,
  keptOf,
  lowestLoss,
  planMajority,
  planMeanPrecision,
  secondsAnEpoch,
} from './live-figures';
import { bestNote } from './monitor-choices';
import styles from './train.module.css';
import { usePlan } from './usePlan';
import { useValidationFigures } from './useValidationFigures';

const { count, fixed, percent } = format;

export function TrainFigures() {
  const run = useStore(runService, ({ live }) => live.run);
  const history = useStore(runService, ({ live }) => live.history);
  const plan = usePlan();
  const figures = useValidationFigures(run);
  const trained = useStore(runService, ({ live }) => live.recipe);
  const written = useStore(recipeStore, (state) => state.recipe);
  const recipe = trained ?? written;
  const best = bestEpoch(history, recipe.stopping?.minDelta);
  const sizes = run?.sizes ?? plan?.sizes;
  const seconds = secondsAnEpoch(history);
  const main = useMainItems(figures, keptLoss(run, figures), history, best);
  return (
    <section aria-label="Figures" className={styles.figures}>
      <Stats
        items={[
          ...main,
          {
            label: run ? 'Kept epoch' : 'Best epoch',
            value: run && run.keptEpoch > 0 ? count(run.keptEpoch) : best ? count(best.epoch) : '–',
            note:
              run?.recipe.training.keep === 'last' ? 'the last' : bestNote(recipe, run ? keptOf(run) : best),
          },
          {
            label: 'Seconds per epoch',
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
          : 'As reported during training; recomputed from the stored predictions when it ends.'}
      </p>
    </section>
  );
}

/** The first head's main metric, its baseline, and the loss. */
function useMainItems(
  figures: HeadFigures | null,
  loss: number | null,
  history: readonly EpochRecord[],
  best: EpochRecord | null,
): StatsItem[] {
  const plan = usePlan();
  const last = history.at(-1);
  const lowest = lowestLoss(history);
  const lossItem: StatsItem = {
    label: 'Validation loss',
    value: fixed(loss ?? last?.validationLoss ?? null),
    note: lowest === null ? 'nats' : `lowest ${fixed(lowest)}`,
  };
  const kind = figures?.kind ?? plan?.heads[0].kind ?? 'class';
  if (kind === 'class') {
    const own = figures?.kind === 'class' ? figures : null;
    const majority = plan && planMajority(plan);
    return [
      {
        label: `Validation ${named('accuracy', kind)}`,
        value: percent(own?.values.accuracy ?? last?.validationAccuracy ?? null),
        note: accuracyNote(own, best?.validationAccuracy ?? null),
      },
      {
        label: 'Majority class',
        value: percent(own?.majority.accuracy ?? majority?.accuracy ?? null),
        note: (own?.majority.className ?? majority?.className) || 'always the most frequent',
      },
      lossItem,
    ];
  }
  const metric = kind === 'labels' ? 'mean-average-precision' : 'mean-absolute-error';
  const main = figures && mainFigureOf(figures);
  const constant = kind === 'labels' && plan ? planMeanPrecision(plan) : null;
  return [
    {
      label: `Validation ${named(metric, kind)}`,
      value: fixed(main?.value ?? last?.validationFigure ?? null),
      note: noteOf(figures, last),
    },
    {
      label: `${named(metric, kind)}, ${kind === 'labels' ? 'same for all' : 'always the mean'}`,
      value: fixed(main?.baseline ?? constant),
      note: 'baseline',
    },
    lossItem,
  ];
}

/** As it is written within a sentence. */
function named(metric: MetricId, kind: HeadKind): string {
  return inSentence(shortTitle(metric, kind));
}

function noteOf(figures: HeadFigures | null, last: EpochRecord | undefined): string {
  if (figures?.kind === 'labels') return `${named('accuracy', 'labels')} ${percent(figures.values.accuracy)}`;
  if (figures?.kind === 'value') return `${named('r2', 'value')} ${fixed(figures.values.r2)}`;
  const accuracy = last?.validationAccuracy ?? NaN;
  return Number.isNaN(accuracy) ? 'last epoch' : `${named('accuracy', 'labels')} ${percent(accuracy)}`;
}

function accuracyNote(figures: Figures | null, best: number | null): string {
  if (figures && figures.classes.length > 3)
    return `${named('top-3', 'class')} ${percent(figures.values['top-3'])}`;
  if (figures) return `${count(figures.right)} of ${count(figures.samples)}`;
  return best === null ? 'last epoch' : `best epoch ${percent(best)}`;
}
