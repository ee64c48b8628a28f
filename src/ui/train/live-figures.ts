/** Figures that are available during training, from its plan and its epochs. Final results come only from the Run. */
import { chosenLoss } from '../../core/optimisation/loss-fit';
import type { Recipe } from '../../core/recipe/recipe';
import { bestEpoch } from '../../core/run/best-epoch';
import type { HeadFigures } from '../../core/run/head-figures';
import type { EpochRecord, Run } from '../../core/run/run';
import type { Plan } from '../../core/plan/plan';

export interface PlanMajority {
  className: string;
  /** Share of the validation films that have this class; null if there are none. */
  accuracy: number | null;
}

/** The most frequent class of the training split, and the validation accuracy of always predicting it. */
export function planMajority({
  classNames,
  counts,
  sizes,
}: Pick<Plan, 'classNames' | 'counts' | 'sizes'>): PlanMajority {
  let best = 0;
  for (const [index, count] of counts.entries()) if (count.train > counts[best].train) best = index;
  const accuracy = sizes.validation > 0 ? (counts[best]?.validation ?? 0) / sizes.validation : null;
  return { className: classNames[best] ?? '', accuracy };
}

/** The mAP of scores that are the same for every film: the mean share of validation films that have a label. */
export function planMeanPrecision({ counts, sizes }: Pick<Plan, 'counts' | 'sizes'>): number | null {
  const shares = counts.filter(({ validation }) => validation > 0).map(({ validation }) => validation);
  if (sizes.validation === 0 || shares.length === 0) return null;
  return shares.reduce((sum, films) => sum + films / sizes.validation, 0) / shares.length;
}

/** The lowest validation loss so far; null before the first epoch. */
export function lowestLoss(history: readonly EpochRecord[]): number | null {
  return history.length === 0 ? null : Math.min(...history.map(({ validationLoss }) => validationLoss));
}

/**
 * The epoch marked in the curves: the best so far by the metric used to compare epochs; for runs that did not record
 * it, the kept epoch.
 */
export function markedEpoch(
  history: readonly EpochRecord[],
  recipe: Pick<Recipe, 'stopping'> | null,
  run: Pick<Run, 'keptEpoch'> | null,
): { x: number; label: string } | null {
  const best = bestEpoch(history, recipe?.stopping?.minDelta);
  if (best) return { x: best.epoch, label: `best ${best.epoch}` };
  return run && run.keptEpoch > 0 ? { x: run.keptEpoch, label: `kept ${run.keptEpoch}` } : null;
}

/** The record of the epoch whose weights the run has. */
export function keptOf({ history, keptEpoch }: Pick<Run, 'history' | 'keptEpoch'>): EpochRecord | null {
  return history.find(({ epoch }) => epoch === keptEpoch) ?? null;
}

/**
 * The kept epoch's validation loss: computed from the predictions if they determine it, which is so only for softmax
 * cross entropy; otherwise as recorded during training.
 */
export function keptLoss(run: Run | null, figures: HeadFigures | null): number | null {
  if (!run || !figures) return null;
  const softmax = chosenLoss(['class'], run.recipe.loss) === 'softmax-cross-entropy';
  if (run.heads.length === 1 && figures.kind === 'class' && softmax) return figures.values['log-loss'];
  return keptOf(run)?.validationLoss ?? null;
}

/** Mean duration of an epoch in seconds; null before the first. */
export function secondsAnEpoch(history: readonly EpochRecord[]): number | null {
  if (history.length === 0) return null;
  return history.reduce((sum, record) => sum + record.seconds, 0) / history.length;
}
