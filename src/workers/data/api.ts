/**
 * The data worker's API over one explicit state. Every method reads the Library that is current when it starts; methods
 * that change it make a new one and replace the old one at their end. What only some methods need is loaded with them, so
 * that a first visit stays light.
 */
import type { CleaningSettings } from '../../core/cleaning/rules';
import { OnesheetError, throwIfStopped } from '../../core/errors';
import { ProgressMeter } from '../../core/progress';
import { usedAugmentation } from '../../core/recipe/used-augmentation';
import { imageType } from '../../images/decode';
import type { PosterSource } from '../../images/poster';
import type { DataApi } from '../protocol';
import { serve, Transferred, type Implementation } from '../rpc';
import { makeLibrary, NO_HOLDINGS, summaryOf, withCleaning, type Holdings, type Library } from './library';
import { picturesFor } from './pictures';
import { fillCache } from './fill-cache';
import { measure, plan, planSummary } from './plans';
import { jobOf, noteUndecodable, sourceOf, type DataState } from './state';
import { clearCaches, storageUse } from './storage-use';

/** The API over a state. */
export function dataApi(state: DataState): Implementation<DataApi> {
  const put = (library: Library) => {
    state.library = library;
    return summaryOf(library);
  };
  const putHoldings = (holdings: Holdings, cleaning?: CleaningSettings) =>
    put(makeLibrary(holdings, state.library, undefined, cleaning));
  // only the newest reading of a table counts
  let readings = 0;

  const api: Implementation<DataApi> = {
    open: async ({ input, add, cleaning, dialect, overrides }, { signal, emit }) => {
      const { openInput } = await import('./open-input');
      const opened = await openInput(input, { dialect, overrides, onProgress: emit, signal });
      await state.measured.recall(opened.posters);
      throwIfStopped(signal);
      // joined only now: other files may have been opened, or posters fetched, meanwhile
      return putHoldings(opened.onto(add ? state.library : null), cleaning);
    },
    openSample: async ({ sample, cleaning }, { signal, emit }) => {
      const { openGenerated, openPopularFilms } = await import('./samples');
      const options = { onProgress: emit, signal };
      const holdings =
        sample === 'generated'
          ? await openGenerated(options)
          : await openPopularFilms(state.base, await state.fetched, options);
      await state.measured.recall(holdings.posters);
      throwIfStopped(signal);
      return putHoldings(holdings, cleaning);
    },
    summary: () => summaryOf(state.library),
    clear: () => put(makeLibrary(NO_HOLDINGS, undefined, state.library.factsAt)),
    setMapping: async ({ mapping, dialect }, { signal, emit }) => {
      const { table } = state.library;
      if (!table) throw noTable();
      const reading = ++readings;
      const { readTable } = await import('./read-table');
      const read = await readTable(table.file, {
        mapping: mapping ?? undefined,
        dialect: dialect ?? table.read.choice,
        companion: table.read.companion ?? undefined,
        onProgress: emit,
        signal,
      });
      // other data may have been opened meanwhile: then there is nothing to map any more
      if (state.library.table?.file !== table.file || reading !== readings) return summaryOf(state.library);
      return putHoldings({ ...state.library, table: { ...table, read } });
    },
    clean: ({ cleaning }) => {
      const summary = put(withCleaning(state.library, cleaning));
      return { funnel: state.library.funnel.steps, summary };
    },
    rows: (query) => state.library.view.page(query),
    list: async ({ list }) => {
      const { library } = state;
      return (await import('./lists')).listAsCsv(library, list);
    },
    poster: ({ key }) => posterBlob(sourceOf(state, key)),
    posterKeys: ({ genre, limit }) => browse(state.library, genre, limit),
    fetchPosters: async (options, { signal, emit }) => {
      const { fetchInto } = await import('./fetch-into');
      return fetchInto(state, options, { signal, onProgress: emit, onFailure: (failed) => emit({ failed }) });
    },
    measure: async (_, context) => {
      const started = performance.now();
      const found = await measure(state, context);
      return { ...found, seconds: (performance.now() - started) / 1000, summary: summaryOf(state.library) };
    },
    plan: ({ recipe }, context) => plan(state, recipe, context),
    planSummary: ({ recipe, examples }, context) => planSummary(state, recipe, examples, context),
    planSizes: async ({ recipe }, context) => (await plan(state, recipe, context)).sizes,
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
      noteUndecodable(state, filled.undecodable);
      return { ...filled, seconds: (performance.now() - started) / 1000, notice: cache.notice };
    },
    posterBatch: async (request, { signal }) => {
      const { posterBatch } = await import('./poster-batch');
      const jobs = request.keys.map((key) => jobOf(state, key));
      const { augmenters, reading } = state;
      const feed = { cache: await state.pixels, augmenters, reading };
      const batch = await posterBatch(jobs, request, feed, signal);
      noteUndecodable(state, batch.undecodable);
      return new Transferred(batch, [batch.pixels.buffer]);
    },
    previewAugmentation: async ({ key, ...request }) => {
      const { previewAugmentation } = await import('./preview-augmentation');
      const other = request.mixing && jobOf(state, request.mixing.other);
      const shown = await previewAugmentation(jobOf(state, key), other, request);
      return new Transferred(shown, shown);
    },
    preview: async ({ key, images, seed }) => {
      const { previewFits } = await import('./preview');
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

function noTable(): OnesheetError {
  return new OnesheetError(
    'table-unmapped',
    'There is no table whose columns could be mapped.',
    'Open a CSV table first.',
    { where: { workspace: 'data', control: 'open' } },
  );
}
