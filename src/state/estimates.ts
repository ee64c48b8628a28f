/**
 * How many posters of the open data each preset would use. Plans are made one after the other, and only while the
 * counts are shown. Presets that need all posters examined first are counted when they run.
 */
import { createStore } from 'zustand/vanilla';
import { isStop, toReport, type ErrorReport } from '../core/errors';
import { needsFacts } from '../core/plan/needs-facts';
import type { Recipe } from '../core/recipe/recipe';
import type { SplitName } from '../core/splits/split-name';
import { getStudio } from '../workers/client';
import { datasetStore, hasPosters } from './dataset';
import { planKey } from './recipe';

export type Estimate =
  | { kind: 'counted'; sizes: Record<SplitName, number> }
  /** Posters have to be examined first. */
  | { kind: 'later' }
  /** These data do not allow the plan. */
  | { kind: 'refused'; error: ErrorReport };

export const estimates = createStore<{ byKey: ReadonlyMap<string, Estimate> }>(() => ({ byKey: new Map() }));

let generation = -1;
const asked = new Set<string>();
let last: Promise<void> = Promise.resolve();

export function estimateOf(recipe: Recipe): Estimate | null {
  if (needsFacts(recipe)) return { kind: 'later' };
  return estimates.getState().byKey.get(planKey(recipe)) ?? null;
}

async function count(recipe: Recipe, key: string, asOf: number): Promise<void> {
  if (asOf !== generation) return;
  let found: Estimate;
  try {
    const sizes = await getStudio().data.call('planSizes', { recipe });
    found = { kind: 'counted', sizes };
  } catch (error) {
    if (isStop(error)) return;
    found = { kind: 'refused', error: toReport(error) };
  }
  if (asOf === generation) estimates.setState(({ byKey }) => ({ byKey: new Map([...byKey, [key, found]]) }));
}

/** Counts the posters of those recipes that have not been counted for this generation of the data. */
export function needEstimates(now: number, recipes: readonly Recipe[]): void {
  if (now !== generation) {
    generation = now;
    asked.clear();
    estimates.setState({ byKey: new Map() });
  }
  if (!hasPosters(datasetStore.getState().summary)) return;
  for (const recipe of recipes) {
    const key = planKey(recipe);
    if (needsFacts(recipe) || asked.has(key)) continue;
    asked.add(key);
    const asOf = generation;
    last = last.then(() => count(recipe, key, asOf));
  }
}
