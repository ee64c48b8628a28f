/** Plans of the data set: made here, where its films and posters are. The page gets what it shows of them, and no more. */
import type { PosterFile } from '../../core/plan/make-plan';
import { needsFacts } from '../../core/plan/needs-facts';
import { ProgressMeter, type Progress } from '../../core/progress';
import type { Recipe } from '../../core/recipe/recipe';
import type { Plan } from '../../core/plan/plan';
import type { DataApi } from '../protocol';
import type { CallContext } from '../rpc';
import type { Measured } from './measured-posters';
import { cleanedAgain, joinedPosters, withCleaning, type Library } from './library';
import { noteUndecodable, type DataState } from './state';

/** Looks at the posters of films; the funnel follows what was seen, also where it is stopped. */
export async function measure(
  state: DataState,
  { signal, emit }: Pick<CallContext<Progress>, 'signal' | 'emit'>,
): Promise<Measured> {
  const posters = joinedPosters(state.library);
  const meter = new ProgressMeter('Examining posters', 'posters', posters.length, emit);
  const known = state.measured.count;
  try {
    const found = await state.measured.measure(posters, { signal, onDone: () => meter.add() });
    noteUndecodable(state, found.undecodable);
    return found;
  } finally {
    // plans ask each time, and another revision would have them made again for nothing
    if (state.measured.count !== known) state.library = cleanedAgain(state.library);
  }
}

/** Looks at posters first, where the recipe asks about them and nobody has. */
export async function plan(state: DataState, recipe: Recipe, context: CallContext<Progress>): Promise<Plan> {
  // loaded when the first plan is made, not with the page
  const { makePlan } = await import('../../core/plan/make-plan');
  const asked = state.library;
  const asksPosters = needsFacts(recipe);
  if (asksPosters) await measure(state, context);
  // other data may have been opened while posters were looked at: the plan stays that of the data it was asked of
  const current = state.library.films === asked.films ? state.library : asked;
  const library = withCleaning(current, recipe.cleaning);
  const { join, funnel, posterAt } = library;
  const report = { ...join.report, undecodable: library.undecodable.size };
  const files = asksPosters ? withFacts(library) : posterAt;
  return makePlan(funnel, join.byFilm, report, recipe, files);
}

/** The posters with what was measured of them. */
function withFacts({ posterAt, factsAt }: Library): Map<string, PosterFile> {
  const files = [...posterAt].map(([path, { size, identity }]) => {
    const file: PosterFile = { size, identity, facts: factsAt(identity) };
    return [path, file] as const;
  });
  return new Map(files);
}

/** All that the page shows of a plan: 45,000 films would hold it up for a tenth of a second each time. */
export async function planSummary(
  state: DataState,
  recipe: Recipe,
  examples: number,
  context: CallContext<Progress>,
): Promise<DataApi['planSummary']['result']> {
  const { revision } = state.library;
  const { samples, answers, ...summary } = await plan(state, recipe, context);
  const [{ examplesOf }, { headCharts }] = await Promise.all([
    import('../../core/plan/examples'),
    import('../../core/plan/head-charts'),
  ]);
  return {
    revision,
    plan: summary,
    charts: headCharts({ heads: summary.heads, samples, answers }),
    examples: examplesOf(samples, summary.classNames.length, examples),
  };
}
