/**
 * The validation metric that epochs are compared by, in words: the choices, and what decides which weights are kept.
 */
import { metricFacts, METRICS, type Monitor } from '../../core/metrics/facts';
import type { Recipe } from '../../core/recipe/recipe';
import type { EpochRecord } from '../../core/run/run';
import { monitorsOf, monitorTitle } from '../../core/tasks/monitors';
import { fixed, percent } from '../shared/format';

export interface MonitorChoice {
  value: Monitor;
  label: string;
}

/** The task's metrics; one chosen for another task stays in the list, so that it is visible. */
export function monitorChoices(task: Recipe['task'], chosen: Monitor): MonitorChoice[] {
  const offered = monitorsOf(task);
  return (offered.includes(chosen) ? offered : [...offered, chosen]).map((value) => ({
    value,
    label: monitorTitle(value, task) ?? value,
  }));
}

/** Why a metric cannot be used; null if it can. */
export function monitorError(task: Recipe['task'], chosen: Monitor): string | null {
  return monitorTitle(chosen, task) === null ? 'This task has no such figure.' : null;
}

/** "validation loss", "Macro F1": the metric that decides which epoch's weights are kept. */
export function keptBy({ stopping, task }: Pick<Recipe, 'stopping' | 'task'>): string {
  const metric = stopping?.metric ?? 'loss';
  return metric === 'loss' ? 'validation loss' : (monitorTitle(metric, task) ?? metric);
}

/** "Macro F1 41.2 %": the metric of the comparison and its value; null if the epoch did not record it. */
export function monitoredText({ task }: Pick<Recipe, 'task'>, { monitored }: EpochRecord): string | null {
  if (!monitored) return null;
  const { metric, value } = monitored;
  const title = monitorTitle(metric, task) ?? metric;
  return `${metric === 'loss' ? 'validation loss' : title} ${metricFacts(metric).shown === 'share' ? percent(value) : fixed(value)}`;
}

/** The note beside the best epoch: its value, or "by Macro F1" before there is one; the loss is shown elsewhere. */
export function bestNote(recipe: Pick<Recipe, 'stopping' | 'task'>, epoch: EpochRecord | null): string {
  const told = epoch && epoch.monitored?.metric !== 'loss' ? monitoredText(recipe, epoch) : null;
  return told ?? `by ${keptBy(recipe)}`;
}

/** Which epoch's weights are kept, as a sentence. */
export function keptText(recipe: Pick<Recipe, 'stopping' | 'task' | 'training'>): string {
  if (recipe.training.keep === 'last') return 'The weights of the last epoch are kept.';
  const metric = recipe.stopping?.metric ?? 'loss';
  const best = METRICS[metric].better === 'min' ? 'lowest' : 'highest';
  if (metric === 'loss') return `The weights of the epoch with the ${best} validation loss are kept.`;
  return `The weights of the best epoch are kept: ${best} ${keptBy(recipe)} on the validation split, which “Stop early” uses.`;
}
