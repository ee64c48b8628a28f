/**
 * The data set as the page knows it: the worker's summary, the funnel of the current cleaning rules, and the
 * operations that change them. The rows themselves never come here: views ask the worker for windows.
 */
import { createStore } from 'zustand/vanilla';
import { isStop, toReport, type ErrorReport } from '../core/errors';
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
  /** null until the worker has answered. */
  summary: DatasetSummary | null;
  /** What the current rules leave out; empty while there is nothing. */
  funnel: FunnelStep[];
  cleaning: boolean;
  /** Grows with every change of rows or posters, so that views know that their windows are old. */
  generation: number;
  /** Why the last opening, mapping or cleaning failed. */
  error: ErrorReport | null;
  /** Posters that could not be fetched, as they fail. */
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

/** Whether there is anything at all to look at. */
export function hasData(summary: DatasetSummary | null): summary is DatasetSummary {
  return summary !== null && (summary.table !== null || summary.posters > 0);
}

/** Posters of films that nobody has looked at: rules on posters cannot judge them yet. */
export function unseenPosters(summary: DatasetSummary | null): number {
  return summary ? summary.join.matched - summary.measured : 0;
}

/** Films that have a poster, the least that Prepare and Train need. */
export function hasPosters(summary: DatasetSummary | null): boolean {
  return (summary?.join.matched ?? 0) > 0;
}

function take(summary: DatasetSummary): void {
  datasetStore.setState((state) => ({ summary, generation: state.generation + 1, error: null }));
}

/** Whether rows or posters are others than before, so that what was made from them is old. */
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

/** Opens what a person gave; `add` keeps what is there already. */
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

export function setMapping(mapping: ColumnMapping): Promise<Outcome<DatasetSummary>> {
  return change('Reading the table again', ({ signal, report }) =>
    getStudio().data.call('setMapping', { mapping }, { signal, onEvent: report }),
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

/** Asks the worker what it holds: at the start, and after work that learns of it on the way. */
export async function refreshSummary(): Promise<void> {
  try {
    const summary = await getStudio().data.call('summary', null);
    const before = datasetStore.getState().summary;
    if (isOther(summary, before)) take(summary);
    else datasetStore.setState({ summary });
    // posters that have been looked at, in whatever work, are judged by the rules on them
    if (summary.measured !== before?.measured) await cleanNow();
  } catch (error) {
    datasetStore.setState({ error: toReport(error) });
  }
}

let wanted: CleaningSettings | null = null;

/** Applies the recipe's rules. Calls that come while one is under way are answered by one further call. */
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
      // one at a time by intent: only the newest rules matter
      // oxlint-disable-next-line no-await-in-loop
      const { funnel, summary } = await getStudio().data.call('clean', { cleaning });
      // the rows and posters are the same as before, so windows onto them stay good
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

/** Keeps the funnel true to the recipe until the returned function is called. */
export function followRecipe(): () => void {
  return recipeStore.subscribe((now, before) => {
    if (now.recipe.cleaning !== before.recipe.cleaning) perform(cleanNow);
  });
}

/** Looks at the posters of all films, so that rules on posters and near-duplicates can be judged. */
export async function measurePosters(): Promise<void> {
  datasetStore.setState({ error: null });
  const outcome = await runJob({ title: 'Examining posters', workspace: 'data' }, ({ signal, report }) =>
    getStudio().data.call('measure', null, { signal, onEvent: report }),
  );
  if (!outcome.ok && !outcome.stopped) datasetStore.setState({ error: outcome.error });
  // what was seen until it was stopped counts too
  await refreshSummary();
}

/** Fetches the posters that the table names and that are not there yet. `rate` is in posters a second. */
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

/** One of the data set's lists as a CSV. */
export function listCsv(list: ListId): Promise<Blob> {
  return getStudio().data.call('list', { list });
}
