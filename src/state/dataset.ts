/**
 * The data set as the page knows it: the worker's summary, the funnel of the current cleaning rules, and the operations
 * that change them. The rows themselves stay in the worker: views ask it for windows.
 */
import { createStore } from 'zustand/vanilla';
import { isStop, toReport, type ErrorReport } from '../core/errors';
import type { DialectChoice } from '../core/films/dialect';
import type { ColumnMapping } from '../core/films/film';
import type { CleaningSettings } from '../core/cleaning/rules';
import type { FunnelStep } from '../core/cleaning/funnel';
import { getStudio } from '../workers/client';
import type { DatasetSummary, FetchReport, ListId, OpenInput, SampleId } from '../workers/protocol';
import { runJob, type Outcome } from './jobs';
import { posterUrls } from './posters';
import { currentRecipe, recipeStore } from './recipe';
import { perform } from './perform';

export interface DatasetState {
  /** Null until the worker has answered. */
  summary: DatasetSummary | null;
  /** What the current rules leave out, step by step; empty if no data are open. */
  funnel: FunnelStep[];
  cleaning: boolean;
  /** Increases with every change of rows or posters, so that views know when their windows are out of date. */
  generation: number;
  /** Why the last opening, mapping or cleaning failed; null if it did not. */
  error: ErrorReport | null;
  /** Posters that could not be fetched, added as they fail. */
  failedFetches: FetchReport['failed'];
  lastFetch: FetchReport | null;
}

export const datasetStore = createStore<DatasetState>(() => ({
  summary: null,
  funnel: [],
  cleaning: false,
  generation: 0,
  error: null,
  failedFetches: [],
  lastFetch: null,
}));

/** Whether any data are open. */
export function hasData(summary: DatasetSummary | null): summary is DatasetSummary {
  return summary !== null && (summary.table !== null || summary.posters > 0);
}

/** How many posters have not been examined: rules on posters cannot judge them yet. */
export function unseenPosters(summary: DatasetSummary | null): number {
  return summary ? summary.join.matched - summary.measured : 0;
}

/** Whether any film has a poster, the least that Prepare and Train need. */
export function hasPosters(summary: DatasetSummary | null): boolean {
  return (summary?.join.matched ?? 0) > 0;
}

function take(summary: DatasetSummary): void {
  datasetStore.setState((state) => ({ summary, generation: state.generation + 1, error: null }));
}

/** Whether the rows or posters have changed, so that what was made from them is out of date. */
export function isOther(now: DatasetSummary, before: DatasetSummary | null): boolean {
  return (
    now.name !== before?.name ||
    now.posters !== before.posters ||
    now.table?.films !== before.table?.films ||
    now.join.matched !== before.join.matched
  );
}

async function change(
  title: string,
  work: Parameters<typeof runJob<DatasetSummary>>[1],
): Promise<Outcome<DatasetSummary>> {
  datasetStore.setState({ error: null });
  const outcome = await runJob({ title, workspace: 'data' }, work);
  if (outcome.ok) {
    posterUrls.clear();
    take(outcome.value);
    await cleanNow();
  } else if (!outcome.stopped) datasetStore.setState({ error: outcome.error });
  return outcome;
}

/** Opens the given input; `add` keeps what is already open. */
export function openFiles(input: OpenInput, add: boolean): Promise<Outcome<DatasetSummary>> {
  return change('Opening files', ({ signal, report }) =>
    getStudio().data.call(
      'open',
      { input, add, cleaning: currentRecipe().cleaning },
      { signal, onEvent: report },
    ),
  );
}

export function openSample(sample: SampleId): Promise<Outcome<DatasetSummary>> {
  const title = sample === 'generated' ? 'Drawing the generated sample' : 'Opening popular films';
  return change(title, ({ signal, report }) =>
    getStudio().data.call(
      'openSample',
      { sample, cleaning: currentRecipe().cleaning },
      { signal, onEvent: report },
    ),
  );
}

/** Reads the table again; the dialect's choices are all that the person decided. */
export function setMapping(
  mapping: ColumnMapping | null,
  dialect?: DialectChoice,
): Promise<Outcome<DatasetSummary>> {
  return change('Reading the table again', ({ signal, report }) =>
    getStudio().data.call('setMapping', { mapping, dialect }, { signal, onEvent: report }),
  );
}

export async function clearDataset(): Promise<void> {
  try {
    const summary = await getStudio().data.call('clear', null);
    posterUrls.clear();
    datasetStore.setState({ funnel: [], failedFetches: [], lastFetch: null });
    take(summary);
  } catch (error) {
    datasetStore.setState({ error: toReport(error) });
  }
}

/** Asks the worker for its summary: at the start, and after work that may have changed it. */
export async function refreshSummary(): Promise<void> {
  try {
    const summary = await getStudio().data.call('summary', null);
    const before = datasetStore.getState().summary;
    if (isOther(summary, before)) take(summary);
    else datasetStore.setState({ summary });
    // posters examined by any work can now be judged by the rules on posters
    if (summary.measured !== before?.measured) await cleanNow();
  } catch (error) {
    datasetStore.setState({ error: toReport(error) });
  }
}

let wanted: CleaningSettings | null = null;

/** Applies the recipe's rules. Calls made while one is running are answered by one further run. */
async function cleanNow(): Promise<void> {
  if (!hasData(datasetStore.getState().summary)) {
    datasetStore.setState({ funnel: [] });
    return;
  }
  const busy = wanted !== null;
  wanted = currentRecipe().cleaning;
  if (busy) return;
  datasetStore.setState({ cleaning: true });
  try {
    for (let cleaning = wanted; ; cleaning = wanted) {
      // one at a time on purpose: only the newest rules matter
      // oxlint-disable-next-line no-await-in-loop
      const { funnel, summary } = await getStudio().data.call('clean', { cleaning });
      // rows and posters are the same as before, so their windows stay valid
      datasetStore.setState({ summary, funnel });
      if (cleaning === wanted) break;
    }
  } catch (error) {
    if (!isStop(error)) datasetStore.setState({ error: toReport(error) });
  } finally {
    wanted = null;
    datasetStore.setState({ cleaning: false });
  }
}

/** Keeps the funnel in step with the recipe until the returned function is called. */
export function followRecipe(): () => void {
  return recipeStore.subscribe((now, before) => {
    if (now.recipe.cleaning !== before.recipe.cleaning) perform(cleanNow);
  });
}

/** Examines the posters of all films, so that rules on posters and near-duplicates can be applied. */
export async function measurePosters(): Promise<void> {
  datasetStore.setState({ error: null });
  const outcome = await runJob({ title: 'Examining posters', workspace: 'data' }, ({ signal, report }) =>
    getStudio().data.call('measure', null, { signal, onEvent: report }),
  );
  if (!outcome.ok && !outcome.stopped) datasetStore.setState({ error: outcome.error });
  // what was examined before a stop counts too
  await refreshSummary();
}

/** Fetches the posters that the table names and that are missing. `rate` is in posters per second. */
export async function fetchPosters(rate: number): Promise<void> {
  datasetStore.setState({ failedFetches: [], lastFetch: null, error: null });
  const outcome = await runJob({ title: 'Fetching posters', workspace: 'data' }, ({ signal, report }) =>
    getStudio().data.call(
      'fetchPosters',
      { rate },
      {
        signal,
        onEvent: (event) => {
          if (!('failed' in event)) report(event);
          else
            datasetStore.setState(({ failedFetches }) => ({
              failedFetches: [...failedFetches, event.failed],
            }));
        },
      },
    ),
  );
  if (outcome.ok) datasetStore.setState({ lastFetch: outcome.value, failedFetches: outcome.value.failed });
  else if (!outcome.stopped) datasetStore.setState({ error: outcome.error });
  posterUrls.clear();
  await refreshSummary();
  await cleanNow();
}

/** One of the data set's lists as CSV. */
export function listCsv(list: ListId): Promise<Blob> {
  return getStudio().data.call('list', { list });
}
