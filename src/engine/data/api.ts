/**
 * The data worker's API over one explicit state. Every method reads the Library that is there when it begins;
 * the methods that change it make a new one and put it in place at their end.
 */
import { OnesheetError, throwIfStopped } from '../../core/errors';
import type { Film, Problem } from '../../core/films/film';
import type { Recipe } from '../../core/recipe/recipe';
import type { Plan } from '../../core/run/run';
import { makePlan } from '../../core/plan/make-plan';
import { ProgressMeter } from '../../core/progress';
import { imageType } from '../../images/decode';
import { fetchPosters } from '../../images/fetch/fetch-posters';
import type { PosterSource } from '../../images/poster';
import type { PrepareJob } from '../../images/prepare';
import { FEATURES_FOLDER } from '../../storage/feature-cache';
import { clearOpfs, opfsBytes } from '../../storage/opfs';
import { PixelCache } from '../../storage/pixel-cache';
import { FetchedPosters } from '../../storage/poster-cache';
import type { DataApi } from '../protocol';
import { serve, Transferred, type Implementation } from '../rpc';
import { isFetched, withFetched } from './fetched';
import {
  makeLibrary,
  NO_HOLDINGS,
  posterOf,
  summaryOf,
  withRules,
  type Holdings,
  type Library,
} from './library';
import { listAsCsv } from './lists';
import { LoosePosters } from './loose';
import { openInput } from './open';
import { fillCache, readPixels } from './pixels';
import { previewFits } from './preview';
import { readTable } from './read-table';
import { openGenerated, openPopularFilms } from './samples';

/** All that the worker holds. */
export interface DataState {
  library: Library;
  loose: LoosePosters;
  pixels: Promise<PixelCache>;
  fetched: Promise<FetchedPosters>;
  /** The page's address, under which its own files lie. */
  base: string;
}

export function newState(): DataState {
  return {
    library: makeLibrary(NO_HOLDINGS),
    loose: new LoosePosters(),
    pixels: PixelCache.open(),
    fetched: FetchedPosters.open(),
    base: '',
  };
}

/** The API over a state. */
export function dataApi(state: DataState): Implementation<DataApi> {
  const put = (library: Library) => {
    state.library = library;
    return summaryOf(library);
  };
  const rebuilt = (holdings: Holdings) => makeLibrary(holdings, state.library.rules);

  const api: Implementation<DataApi> = {
    open: async ({ input, add }, { signal, emit }) => {
      const before = add ? state.library : null;
      const holdings = await openInput(input, before, { onProgress: emit, signal });
      throwIfStopped(signal);
      return put(rebuilt(holdings));
    },
    openSample: async ({ sample }, { signal, emit }) => {
      const options = { onProgress: emit, signal };
      const holdings =
        sample === 'generated'
          ? await openGenerated(options)
          : await openPopularFilms(state.base, await state.fetched, options);
      throwIfStopped(signal);
      return put(rebuilt(holdings));
    },
    summary: () => summaryOf(state.library),
    clear: () => put(makeLibrary(NO_HOLDINGS)),
    setMapping: async ({ mapping }, { signal, emit }) => {
      const { table } = state.library;
      if (!table) throw noTable();
      const read = await readTable(table.file, { mapping, onProgress: emit, signal });
      throwIfStopped(signal);
      return put(rebuilt({ ...state.library, table: { ...table, read } }));
    },
    clean: ({ rules }) => {
      const summary = put(withRules(state.library, rules));
      return { funnel: state.library.funnel.steps, summary };
    },
    rows: (query) => state.library.view.page(query),
    list: ({ list }) => listAsCsv(state.library, list),
    poster: ({ key }) => posterBlob(sourceOf(state, key)),
    posterKeys: ({ genre, limit }) => browse(state.library, genre, limit),
    fetchPosters: async ({ rate }, { signal, emit }) => {
      const cache = await state.fetched;
      const { library } = state;
      const wanted = library.films.filter((film) => lacksOwnPoster(library, film));
      try {
        const report = await fetchPosters(wanted, cache, {
          rate,
          signal,
          onProgress: emit,
          onFailure: (failed) => emit({ failed }),
        });
        library.failedFetches = report.failed;
        return report;
      } finally {
        // whatever came is used, also where it was stopped; unless other data was opened meanwhile
        if (state.library.table === library.table) {
          const next = rebuilt(withFetched(state.library, cache));
          state.library = { ...next, failedFetches: library.failedFetches };
        }
      }
    },
    plan: ({ recipe }) => plan(state.library, recipe),
    prepare: async ({ recipe }, { signal, emit }) => {
      const started = performance.now();
      const { library } = state;
      const { samples } = await plan(library, recipe);
      const jobs = samples.flatMap(({ key }) => jobOf(state, key) ?? []);
      const meter = new ProgressMeter('Preparing posters', 'posters', jobs.length, emit);
      const cache = await state.pixels;
      const options = { images: recipe.images, seed: recipe.seed, signal };
      const filled = await fillCache(jobs, cache, options, () => meter.add());
      note(library, filled.undecodable);
      return { ...filled, seconds: (performance.now() - started) / 1000, notice: cache.notice };
    },
    pixels: async ({ keys, images, seed }, { signal }) => {
      const { library } = state;
      const jobs = keys.map((key) => jobOf(state, key) ?? missingJob(key));
      const batch = await readPixels(jobs, await state.pixels, { images, seed, signal });
      note(library, batch.undecodable);
      return new Transferred(batch, [batch.pixels.buffer]);
    },
    preview: async ({ key, images, seed }) => {
      const shown = await previewFits(jobOf(state, key) ?? missingJob(key), images, seed);
      return new Transferred(shown, shown);
    },
    openLoose: (args, { signal, emit }) => state.loose.open(args, emit, signal),
    storage: async () => {
      const cache = await state.pixels;
      const { quota = 0, usageDetails } = await estimate();
      return {
        posters: (await state.fetched).bytes,
        pixels: await cache.bytes(),
        features: await opfsBytes(FEATURES_FOLDER),
        runs: usageDetails?.indexedDB ?? 0,
        quota,
        notice: cache.notice,
      };
    },
    clearCaches: async () => {
      await (await state.pixels).clear();
      await (await state.fetched).clear();
      await clearOpfs(FEATURES_FOLDER);
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

function plan(library: Library, recipe: Recipe): Promise<Plan> {
  const { join, films, posterAt } = library;
  const report = { ...join.report, undecodable: library.undecodable.size };
  return makePlan(films, join.byFilm, report, recipe, posterAt);
}

function sourceOf(state: DataState, key: string): PosterSource | null {
  return state.loose.get(key) ?? posterOf(state.library, key);
}

function jobOf(state: DataState, key: string): PrepareJob | null {
  const poster = sourceOf(state, key);
  return poster && { key, poster };
}

/** A poster that is asked for and not there (its data set was replaced) is listed, and no failure. */
function missingJob(key: string): PrepareJob {
  const read = () =>
    Promise.reject(
      new OnesheetError('file-unreadable', 'The film has no poster any more.', 'Open the posters again.'),
    );
  return { key, poster: { path: key, size: 0, identity: '', read } };
}

async function posterBlob(poster: PosterSource | null): Promise<Blob | null> {
  if (!poster) return null;
  const bytes = await poster.read();
  return new Blob([bytes], { type: imageType(bytes) ?? 'application/octet-stream' });
}

function browse(library: Library, genre: string | null, limit: number): { key: string; title: string }[] {
  const found: { key: string; title: string }[] = [];
  for (const film of library.films) {
    if (found.length >= limit) break;
    const { key, title, genres } = film;
    if (library.join.byFilm.has(key) && (genre === null || genres.includes(genre)))
      found.push({ key, title });
  }
  return found;
}

function lacksOwnPoster(library: Library, film: Film): boolean {
  const path = library.join.byFilm.get(film.key);
  return path === undefined || isFetched(path);
}

function note(library: Library, problems: readonly Problem[]): void {
  for (const problem of problems) if (problem.file !== null) library.undecodable.set(problem.file, problem);
}

/** Chromium says what each kind of storage uses; the standard does not. */
type Estimate = StorageEstimate & { usageDetails?: { indexedDB?: number } };

/** Pages that are not served securely have no storage to estimate. */
async function estimate(): Promise<Estimate> {
  const storage = navigator.storage as StorageManager | undefined;
  return storage ? storage.estimate() : {};
}

function noTable(): OnesheetError {
  return new OnesheetError(
    'table-unmapped',
    'There is no table whose columns could be mapped.',
    'Open a CSV table first.',
    {
      where: { workspace: 'data', control: 'open' },
    },
  );
}
