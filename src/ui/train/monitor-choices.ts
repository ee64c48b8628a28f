/** The figure of the validation side that epochs are compared by, in words: what may be chosen, and what is kept by it. */
import { metricFacts, METRICS, type Monitor } from '../../core/metrics/facts';
import type { Recipe } from '../../core/recipe/recipe';
import type { EpochRecord } from '../../core/run/run';
import { monitorsOf, monitorTitle } from '../../core/tasks/monitors';
import { fixed, percent } from '../shared/format';

export interface MonitorChoice {
  value: Monitor;
  label: string;
}

/** What the task has; a figure chosen of another task stays among them, so that it is seen. */
export function monitorChoices(task: Recipe['task'], chosen: Monitor): MonitorChoice[] {
  const offered = monitorsOf(task);
  return (offered.includes(chosen) ? offered : [...offered, chosen]).map((value) => ({
    value,
    label: monitorTitle(value, task) ?? value,
  }));
}

/** Why a figure cannot be looked at; null where it can. */
export function monitorError(task: Recipe['task'], chosen: Monitor): string | null {
  return monitorTitle(chosen, task) === null ? 'This task has no such figure.' : null;
}

/** "validation loss", "Macro F1": by what the epoch is chosen whose weights are kept. */
export function keptBy({ stopping, task }: Pick<Recipe, 'stopping' | 'task'>): string {
  const metric = stopping?.metric ?? 'loss';
  return metric === 'loss' ? 'validation loss' : (monitorTitle(metric, task) ?? metric);
}

/** "Macro F1 41.2 %": what an epoch was compared by, and its figure; null where the epoch does not say. */
export function monitoredText({ task }: Pick<Recipe, 'task'>, { monitored }: EpochRecord): string | null {
  if (!monitored) return null;
  const { metric, value } = monitored;
  const title = monitorTitle(metric, task) ?? metric;
  return `${metric === 'loss' ? 'validation loss' : title} ${metricFacts(metric).shown === 'share' ? percent(value) : fixed(value)}`;
}

/** What stands beside the best epoch: its figure, as wide as "by Macro F1" before; the loss has a place of its own. */
export function bestNote(recipe: Pick<Recipe, 'stopping' | 'task'>, epoch: EpochRecord | null): string {
  const told = epoch && epoch.monitored?.metric !== 'loss' ? monitoredText(recipe, epoch) : null;
  return told ?? `by ${keptBy(recipe)}`;
}

/** Whose weights are kept, as a sentence. */
export function keptText(recipe: Pick<Recipe, 'stopping' | 'task' | 'training'>): string {
  if (recipe.training.keep === 'last') return 'The weights of the last epoch are kept.';
  const metric = recipe.stopping?.metric ?? 'loss';
  const best = METRICS[metric].better === 'min' ? 'lowest' : 'highest';
  if (metric === 'loss') return `The weights of the epoch with the ${best} validation loss are kept.`;
  return `The weights of the best epoch are kept: ${best} ${keptBy(recipe)} on the validation side, which “Stop early” goes by.`;
}
