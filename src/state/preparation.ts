/**
 * Between the recipe and training: the plan (which films are used, in which split) and the prepared posters. The plan
 * follows every change; posters are prepared on request, and are stale once the recipe has changed.
 */
import { createStore } from 'zustand/vanilla';
import { isStop, toReport, type ErrorReport } from '../core/errors';
import type { Problem } from '../core/films/film';
import type { HeadChart } from '../core/plan/head-charts';
import { needsFacts } from '../core/plan/needs-facts';
import type { PlanSummary, Sample } from '../core/plan/plan';
import { getStudio } from '../workers/client';
import { datasetStore, hasPosters, refreshSummary, unseenPosters } from './dataset';
import { runJob } from './jobs';
import { currentRecipe, planKey, preparationKey, recipeStore } from './recipe';
import { perform } from './perform';

export interface Prepared {
  /** Key of the recipe and data from which they were prepared. */
  key: string;
  prepared: number;
  fromCache: number;
  undecodable: Problem[];
  seconds: number;
  /** Why the prepared posters are not kept; null if they are. */
  notice: ErrorReport | null;
}

export interface PreparationState {
  /** The plan of the current recipe, or of the previous one while `planning`; null if there is none. */
  plan: PlanSummary | null;
  /** The plan's answers, one chart per head; empty if there is no plan. */
  charts: HeadChart[];
  /** A few films of the plan, taking the classes in turn, for previewing fits. */
  examples: Sample[];
  planning: boolean;
  /** The recipe's rules need posters to be examined first; until then there is no plan. */
  waitsForLook: boolean;
  planError: ErrorReport | null;
  prepared: Prepared | null;
}

export const preparation = createStore<PreparationState>(() => ({
  plan: null,
  charts: [],
  examples: [],
  planning: false,
  waitsForLook: false,
  planError: null,
  prepared: null,
}));

const EXAMPLES = 24;
const SETTLE_MS = 150;

let latest = 0;

/** Makes the plan of the current recipe. Late answers to older requests are dropped. */
async function planNow(): Promise<void> {
  const mine = ++latest;
  const { summary } = datasetStore.getState();
  const waitsForLook = needsFacts(currentRecipe()) && unseenPosters(summary) > 0;
  if (!hasPosters(summary) || waitsForLook) {
    preparation.setState({
      plan: null,
      charts: [],
      examples: [],
      planning: false,
      planError: null,
      waitsForLook,
    });
    return;
  }
  preparation.setState({ planning: true, waitsForLook: false });
  try {
    const request = { recipe: currentRecipe(), examples: EXAMPLES };
    const { plan, charts, examples, revision } = await getStudio().data.call('planSummary', request);
    if (mine !== latest) return;
    // the data have changed and the page does not know it yet: refreshing the summary makes it ask again
    if (revision !== datasetStore.getState().summary?.revision) perform(refreshSummary);
    preparation.setState({ plan, charts, examples, planError: null });
  } catch (error) {
    if (mine !== latest || isStop(error)) return;
    preparation.setState({ plan: null, charts: [], examples: [], planError: toReport(error) });
  } finally {
    if (mine === latest) preparation.setState({ planning: false });
  }
}

/** Key of what would be prepared now. */
export function currentPreparationKey(): string {
  return `${datasetStore.getState().generation}${preparationKey(currentRecipe())}`;
}

/** Decodes and fits the plan's posters into the cache. */
export async function preparePosters(): Promise<void> {
  const key = currentPreparationKey();
  const outcome = await runJob({ title: 'Preparing posters', workspace: 'prepare' }, ({ signal, report }) =>
    getStudio().data.call('prepare', { recipe: currentRecipe() }, { signal, onEvent: report }),
  );
  if (outcome.ok) preparation.setState({ prepared: { key, ...outcome.value } });
}

/** Keeps the plan in step with recipe and data until the returned function is called. */
export function followPlan(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => perform(planNow), SETTLE_MS);
  };
  const stops = [
    recipeStore.subscribe((now, before) => {
      if (planKey(now.recipe) !== planKey(before.recipe)) soon();
    }),
    datasetStore.subscribe((now, before) => {
      if (now.summary?.revision !== before.summary?.revision) soon();
    }),
  ];
  return () => {
    clearTimeout(timer);
    for (const stop of stops) stop();
  };
}
