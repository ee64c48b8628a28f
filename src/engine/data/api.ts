/**
 * The data worker's API over one explicit state. Every method reads the Library that is there when it begins;
 * the methods that change it make a new one and put it in place at their end.
 */
import { OnesheetError, throwIfStopped } from '../../core/errors';
import type { Problem } from '../../core/films/film';
import type { PosterFile } from '../../core/plan/make-plan';
import { ProgressMeter, type Progress } from '../../core/progress';
import type { Recipe } from '../../core/recipe/recipe';
import { usedAugmentation } from '../../core/recipe/used-augmentation';
import type { Plan } from '../../core/run/run';
import { imageType } from '../../images/decode';
import type { PosterSource } from '../../images/poster';
import type { DataApi } from '../protocol';
import { serve, Transferred, type CallContext, type Implementation } from '../rpc';
import type { Measured } from './facts';
import { fetchInto } from './fetch-into';
import {
  joinedPosters,
  makeLibrary,
  NO_HOLDINGS,
  summaryOf,
  withCleaning,
  type Holdings,
  type Library,
} from './library';
import { listAsCsv } from './lists';
import { openInput } from './open';
import { picturesFor } from './pictures';
import { fillCache, readPixels } from './pixels';
import { previewFits } from './preview';
import { readTable } from './read-table';
import { openGenerated, openPopularFilms } from './samples';
import { jobOf, sourceOf, type DataState } from './state';
import { clearCaches, storageUse } from './storage-use';

/** The API over a state. */
export function dataApi(state: DataState): Implementation<DataApi> {
  const put = (library: Library) => {
    state.library = library;
    return summaryOf(library);
  };
  const putHoldings = async (holdings: Holdings, signal: AbortSignal) => {
    await state.measured.recall(holdings.posters);
    throwIfStopped(signal);
    return put(makeLibrary(holdings, state.library));
  };

  const api: Implementation<DataApi> = {
    open: async ({ input, add }, { signal, emit }) => {
      const before = () => (add ? state.library : null);
      return putHoldings(await openInput(input, before, { onProgress: emit, signal }), signal);
    },
    openSample: async ({ sample }, { signal, emit }) => {
      const options = { onProgress: emit, signal };
      const holdings =
        sample === 'generated'
          ? await openGenerated(options)
          : await openPopularFilms(state.base, await state.fetched, options);
      return putHoldings(holdings, signal);
    },
    summary: () => summaryOf(state.library),
    clear: () => put(makeLibrary(NO_HOLDINGS, undefined, state.library.factsAt)),
    setMapping: async ({ mapping }, { signal, emit }) => {
      const { table } = state.library;
      if (!table) throw noTable();
      const read = await readTable(table.file, { mapping, onProgress: emit, signal });
      // other data may have been opened meanwhile: then there is nothing to map any more
      if (state.library.table !== table) return summaryOf(state.library);
      return putHoldings({ ...state.library, table: { ...table, read } }, signal);
    },
    clean: ({ cleaning }) => {
      const summary = put(withCleaning(state.library, cleaning));
      return { funnel: state.library.funnel.steps, summary };
    },
    rows: (query) => state.library.view.page(query),
    list: ({ list }) => listAsCsv(state.library, list),
    poster: ({ key }) => posterBlob(sourceOf(state, key)),
    posterKeys: ({ genre, limit }) => browse(state.library, genre, limit),
    fetchPosters: (options, { signal, emit }) =>
      fetchInto(state, options, { signal, onProgress: emit, onFailure: (failed) => emit({ failed }) }),
    measure: async (_, context) => {
      const started = performance.now();
      const found = await measure(state, context);
      return { ...found, seconds: (performance.now() - started) / 1000, summary: summaryOf(state.library) };
    },
    plan: ({ recipe }, context) => plan(state, recipe, context),
    prepare: async ({ recipe }, context) => {
      const { signal, emit } = context;
      const started = performance.now();
      const { samples } = await plan(state, recipe, context);
      const jobs = samples.map(({ key }) => jobOf(state, key));
      const meter = new ProgressMeter('Preparing posters', 'posters', jobs.length, emit);
      const cache = await state.pixels;
      const { images, seed } = recipe;
      const pictures = await picturesFor(cache, images, usedAugmentation(recipe), seed);
      const filled = await fillCache(jobs, pictures, () => meter.add(), signal);
      note(state, filled.undecodable);
      return { ...filled, seconds: (performance.now() - started) / 1000, notice: cache.notice };
    },
    pixels: async ({ keys, images, seed }, { signal }) => {
      const jobs = keys.map((key) => jobOf(state, key));
      const batch = await readPixels(jobs, await state.pixels, { images, seed, signal });
      note(state, batch.undecodable);
      return new Transferred(batch, [batch.pixels.buffer]);
    },
    trainingPixels: async (request, { signal }) => {
      const { trainingPixels } = await import('./training-pixels');
      const jobs = request.keys.map((key) => jobOf(state, key));
      const { augmenters, reading } = state;
      const feed = { cache: await state.pixels, augmenters, reading };
      const batch = await trainingPixels(jobs, request, feed, signal);
      note(state, batch.undecodable);
      return new Transferred(batch, [batch.pixels.buffer]);
    },
    previewAugmentation: async ({ key, ...request }) => {
      const { previewAugmentation } = await import('./preview-augmentation');
      const other = request.mixing && jobOf(state, request.mixing.other);
      const shown = await previewAugmentation(jobOf(state, key), other, request);
      return new Transferred(shown, shown);
    },
    preview: async ({ key, images, seed }) => {
      const shown = await previewFits(jobOf(state, key), images, seed);
      return new Transferred(shown, shown);
    },
    openLoose: (args, { signal, emit }) => state.loose.open(args, emit, signal),
    storage: () => storageUse(state),
    clearCaches: async () => {
      await clearCaches(state);
      return null;
    },
    attach: ({ port, base }) => {
      state.base = base;
      serve<DataApi>(port, api);
      return null;
    },
  };
  return api;
}

/** Looks at the posters of films; the funnel follows what was seen, also where it is stopped. */
async function measure(
  state: DataState,
  { signal, emit }: Pick<CallContext<Progress>, 'signal' | 'emit'>,
): Promise<Measured> {
  const posters = joinedPosters(state.library);
  const meter = new ProgressMeter('Looking at posters', 'posters', posters.length, emit);
  try {
    const found = await state.measured.measure(posters, { signal, onDone: () => meter.add() });
    note(state, found.undecodable);
    return found;
  } finally {
    state.library = withCleaning(state.library, state.library.cleaning);
  }
}

async function plan(state: DataState, recipe: Recipe, context: CallContext<Progress>): Promise<Plan> {
  // loaded when the first plan is made, not with the page
  const { makePlan, needsFacts } = await import('../../core/plan/make-plan');
  const { library } = state;
  const asksPosters = needsFacts(recipe);
  if (asksPosters) await measure(state, context);
  const { join, films, posterAt } = library;
  const report = { ...join.report, undecodable: library.undecodable.size };
  const files = asksPosters ? withFacts(library) : posterAt;
  return makePlan(films, join.byFilm, report, recipe, files);
}

/** The posters with what was measured of them. */
function withFacts({ posterAt, factsAt }: Library): Map<string, PosterFile> {
  const files = [...posterAt].map(([path, { size, identity }]) => {
    const file: PosterFile = { size, identity, facts: factsAt(identity) };
    return [path, file] as const;
  });
  return new Map(files);
}

async function posterBlob(poster: PosterSource | null): Promise<Blob | null> {
  if (!poster) return null;
  const bytes = await poster.read();
  return new Blob([bytes], { type: imageType(bytes) ?? 'application/octet-stream' });
}

function browse(library: Library, genre: string | null, limit: number): { key: string; title: string }[] {
  const found: { key: string; title: string }[] = [];
  for (const { key, title, genres } of library.films) {
    if (found.length >= limit) break;
    if (library.join.byFilm.has(key) && (genre === null || genres.includes(genre)))
      found.push({ key, title });
  }
  return found;
}

/** Keeps in mind which of the data set's posters are no images; loose ones are not counted. */
function note({ library }: DataState, problems: readonly Problem[]): void {
  for (const problem of problems)
    if (problem.file !== null && library.posterAt.has(problem.file))
      library.undecodable.set(problem.file, problem);
}

function noTable(): OnesheetError {
  return new OnesheetError(
    'table-unmapped',
    'There is no table whose columns could be mapped.',
    'Open a CSV table first.',
    { where: { workspace: 'data', control: 'open' } },
  );
}
