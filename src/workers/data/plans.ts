/** Makes plans of the data set, where its films and posters are. The page gets only what it shows of them. */
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

/** Examines the posters of films, and updates the funnel with the results, also after a stop. */
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
    // plans call this each time, and a new revision would have them made again for nothing
    if (state.measured.count !== known) state.library = cleanedAgain(state.library);
  }
}

/** Makes the plan; first examines the posters if the recipe's rules need that. */
export async function plan(state: DataState, recipe: Recipe, context: CallContext<Progress>): Promise<Plan> {
  // loaded when the first plan is made, not with the page
  const { makePlan } = await import('../../core/plan/make-plan');
  const asked = state.library;
  const asksPosters = needsFacts(recipe);
  if (asksPosters) await measure(state, context);
  // other data may have been opened while posters were examined: the plan is for the data of the request
  const current = state.library.films === asked.films ? state.library : asked;
  const library = withCleaning(current, recipe.cleaning);
  const { join, funnel, posterAt } = library;
  const report = { ...join.report, undecodable: library.undecodable.size };
  const files = asksPosters ? withFacts(library) : posterAt;
  return makePlan(funnel, join.byFilm, report, recipe, files);
}

/** The posters together with their measurements. */
function withFacts({ posterAt, factsAt }: Library): Map<string, PosterFile> {
  const files = [...posterAt].map(([path, { size, identity }]) => {
    const file: PosterFile = { size, identity, facts: factsAt(identity) };
    return [path, file] as const;
  });
  return new Map(files);
}

/** Everything that the page shows of a plan: copying 45,000 films would block it for a tenth of a second each time. */
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
