/** What can be said of a training while it goes on, from its plan and its epochs. Results come from the Run alone. */
import { chosenLoss } from '../../core/optimisation/loss-fit';
import type { Recipe } from '../../core/recipe/recipe';
import { bestEpoch } from '../../core/run/best-epoch';
import type { HeadFigures } from '../../core/run/head-figures';
import type { EpochRecord, Run } from '../../core/run/run';
import type { Plan } from '../../core/plan/plan';

export interface PlanMajority {
  className: string;
  /** Share of the validation films that are of this class; null where there are none. */
  accuracy: number | null;
}

/** The training side's most frequent class, and what always saying it gets on the validation side. */
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

/** What scores that are the same for every film reach: the mean share of validation films that have a label. */
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
 * The epoch that curves mark: the best so far by the figure that epochs are compared by; of runs that did not record
 * it, the one that was kept.
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

/** The record of the epoch whose weights a run has. */
export function keptOf({ history, keptEpoch }: Pick<Run, 'history' | 'keptEpoch'>): EpochRecord | null {
  return history.find(({ epoch }) => epoch === keptEpoch) ?? null;
}

/**
 * The kept epoch's validation loss: from the predictions where they give what was trained, which is softmax's cross
 * entropy alone; else as training saw it.
 */
export function keptLoss(run: Run | null, figures: HeadFigures | null): number | null {
  if (!run || !figures) return null;
  const softmax = chosenLoss(['class'], run.recipe.loss) === 'softmax-cross-entropy';
  if (run.heads.length === 1 && figures.kind === 'class' && softmax) return figures.values['log-loss'];
  return keptOf(run)?.validationLoss ?? null;
}

/** Mean seconds of an epoch; null before the first. */
export function secondsAnEpoch(history: readonly EpochRecord[]): number | null {
  if (history.length === 0) return null;
  return history.reduce((sum, record) => sum + record.seconds, 0) / history.length;
}
