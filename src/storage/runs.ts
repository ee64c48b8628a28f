/**
 * Runs in IndexedDB, in two parts: a summary for lists, and the parts that are needed only for one run (predictions and
 * weights). Records of every version are read through `restoreRun`.
 */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { OnesheetError, toReport } from '../core/errors';
import { parseRecipe } from '../core/recipe/recipe';
import type { HeadWeights, NetworkTensors, Trained } from '../core/run/trained';
import { genreHead } from '../core/heads';
import type { Predictions } from '../core/predictions/predictions';
import type { Run, RunSummary, UnreadableRun } from '../core/run/run';
import { writeError } from './storage-error';
import { restoreSweep } from '../core/run/sweep';

const DATABASE = 'onesheet';
const DATABASE_VERSION = 1;
const RUN_VERSION = 2;

/** As written by version 1. */
type FormerSummary = Omit<RunSummary, 'heads' | 'version'> & { version: number };

/** The large parts of a run. */
export interface RunResult {
  id: string;
  predictions: Predictions;
  /** The kept weights of a head on features; null for a network, or if the run ended before it had any. */
  head: HeadWeights | null;
  /** The kept tensors of a network; missing for other models. */
  network?: NetworkTensors;
}

interface Schema extends DBSchema {
  runs: { key: string; value: RunSummary };
  results: { key: string; value: RunResult };
}

/**
 * Converts a stored run to the current version.
 * @throws OnesheetError `run-newer` if a later version wrote it; `recipe-newer`, `recipe-invalid`.
 */
export function restoreRun(record: RunSummary | FormerSummary): RunSummary {
  if (record.version > RUN_VERSION)
    throw new OnesheetError(
      'run-newer',
      `The run of ${record.createdAt} was made by a later version of this page.`,
      'Reload the page to get its newest version.',
    );
  const heads = 'heads' in record ? record.heads : [genreHead(record.classNames)];
  const recipe = parseRecipe(record.recipe);
  return {
    ...record,
    version: RUN_VERSION,
    heads,
    recipe,
    history: restoreHistory(record.history, recipe),
    ...(record.sweep && { sweep: restoreSweep(record.sweep) }),
  };
}

/** Older epochs do not record the figure that they were compared by. If it was the loss, it can be restored. */
function restoreHistory(history: Run['history'], { stopping }: Run['recipe']): Run['history'] {
  if (stopping && stopping.metric !== 'loss') return history;
  return history.map((record) => ({
    ...record,
    monitored: record.monitored ?? { metric: 'loss', value: record.validationLoss },
  }));
}

/** {@link restoreRun}; for a record that cannot be read, what is known about it and why. */
function read(record: RunSummary): { run: RunSummary } | { unreadable: UnreadableRun } {
  try {
    return { run: restoreRun(record) };
  } catch (error) {
    return { unreadable: unreadableRun(record, error) };
  }
}

/** Of a damaged record, only the key can be relied on. */
function unreadableRun(record: RunSummary, error: unknown): UnreadableRun {
  return {
    id: record.id,
    createdAt: textIn(record, 'createdAt'),
    title: textIn(record.recipe, 'title'),
    reason: toReport(error),
  };
}

function textIn(record: unknown, field: string): string | null {
  const value: unknown = typeof record === 'object' && record !== null ? Reflect.get(record, field) : null;
  return typeof value === 'string' ? value : null;
}

/** Version 1 stored only class indices. */
function restorePredictions(predictions: Predictions | Omit<Predictions, 'answers'>): Predictions {
  if ('answers' in predictions) return predictions;
  return { ...predictions, answers: Float32Array.from(predictions.actual) };
}

function missing(id: string): OnesheetError {
  return new OnesheetError(
    'run-missing',
    `There is no run ${id} on this machine.`,
    'It may have been deleted in another tab; reload the list.',
    { where: { workspace: 'compare' } },
  );
}

/**
 * Opens the database. Calls `onClosed` and closes it if a newer tab wants to upgrade it or the browser terminates it.
 * @throws OnesheetError `storage-newer`; the browser's own error if it has no database.
 */
async function openRuns(onClosed: () => void): Promise<IDBPDatabase<Schema>> {
  try {
    const database: IDBPDatabase<Schema> = await openDB<Schema>(DATABASE, DATABASE_VERSION, {
      upgrade(made) {
        made.createObjectStore('runs', { keyPath: 'id' });
        made.createObjectStore('results', { keyPath: 'id' });
      },
      blocking: () => {
        database.close();
        onClosed();
      },
      terminated: onClosed,
    });
    return database;
  } catch (cause) {
    if (!(cause instanceof DOMException && cause.name === 'VersionError')) throw cause;
    throw new OnesheetError(
      'storage-newer',
      'Another tab has a newer version of this page, which keeps its runs in another way.',
      'Reload this page to get its newest version.',
      { cause, where: { workspace: 'compare' } },
    );
  }
}

/** Stored runs. If the browser has no database, or no room in it, they are kept in memory until the page is closed. */
export class RunStore {
  private readonly memory = { runs: new Map<string, RunSummary>(), results: new Map<string, RunResult>() };
  /** Null while it is closed; the next call opens it. */
  private opened: Promise<IDBPDatabase<Schema>> | null = null;
  private hasDatabase = true;

  private constructor() {}

  static async open(): Promise<RunStore> {
    const store = new RunStore();
    try {
      await store.database();
    } catch (error) {
      // a private window, or storage is switched off: runs are kept as long as the page
      if (!(error instanceof OnesheetError)) store.hasDatabase = false;
    }
    return store;
  }

  /** False if runs are lost when the page is closed. */
  get lasting(): boolean {
    return this.hasDatabase;
  }

  /** Null if the browser has none. @throws OnesheetError `storage-newer`. */
  private async database(): Promise<IDBPDatabase<Schema> | null> {
    if (!this.hasDatabase) return null;
    const opening = (this.opened ??= openRuns(() => (this.opened = null)));
    try {
      return await opening;
    } catch (error) {
      this.opened = null;
      throw error;
    }
  }

  /**
   * Stores a run's summary, replacing the one under the same id.
   * @throws OnesheetError `storage-full`, `storage-failed`, `storage-newer`; the run is still available until the page
   * is closed.
   */
  async putSummary(run: RunSummary): Promise<void> {
    this.memory.runs.set(run.id, run);
    const database = await this.database();
    if (!database) return;
    // results for which there was no room go along: a summary alone would be a run without predictions
    const result = this.memory.results.get(run.id);
    await write(database, { summary: run, ...(result && { result }) });
    this.memory.runs.delete(run.id);
    this.memory.results.delete(run.id);
  }

  /**
   * Stores a complete run.
   * @throws OnesheetError `storage-full`, `storage-failed`, `storage-newer`; the run is still available until the page
   * is closed.
   */
  async put(run: Run, trained: Trained | null): Promise<void> {
    const { predictions, ...summary } = run;
    const result = { id: run.id, predictions, ...recordOf(trained) };
    this.memory.runs.set(run.id, summary);
    this.memory.results.set(run.id, result);
    const database = await this.database();
    if (!database) return;
    await write(database, { summary, result });
    this.memory.runs.delete(run.id);
    this.memory.results.delete(run.id);
  }

  /** Runs that this version can read, newest first. @throws OnesheetError `storage-newer`. */
  async list(): Promise<RunSummary[]> {
    return (await this.records())
      .flatMap((record) => {
        const found = read(record);
        return 'run' in found ? [found.run] : [];
      })
      .sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  }

  /**
   * Runs that this version cannot read. They stay until the person deletes them, since a later version may be able to
   * read them. @throws OnesheetError `storage-newer`.
   */
  async unreadable(): Promise<UnreadableRun[]> {
    return (await this.records()).flatMap((record) => {
      const found = read(record);
      return 'unreadable' in found ? [found.unreadable] : [];
    });
  }

  private async records(): Promise<RunSummary[]> {
    const database = await this.database();
    const stored = new Map((await database?.getAll('runs'))?.map((run) => [run.id, run]));
    for (const [id, run] of this.memory.runs) stored.set(id, run);
    return [...stored.values()];
  }

  /**
   * A run with its predictions, which are empty if it ended before there were any.
   * @throws OnesheetError `run-missing`, and those of {@link restoreRun}.
   */
  async get(id: string): Promise<{ run: Run; trained: Trained | null }> {
    const summary = this.memory.runs.get(id) ?? (await (await this.database())?.get('runs', id));
    if (!summary) throw missing(id);
    const result = this.memory.results.get(id) ?? (await (await this.database())?.get('results', id));
    return {
      run: {
        ...restoreRun(summary),
        predictions: restorePredictions(result?.predictions ?? noPredictions()),
      },
      trained: result ? trainedOf(result) : null,
    };
  }

  /** Removes a run; no error if there is none. */
  async delete(id: string): Promise<void> {
    this.memory.runs.delete(id);
    this.memory.results.delete(id);
    const database = await this.database();
    if (!database) return;
    const transaction = database.transaction(['runs', 'results'], 'readwrite');
    await Promise.all([
      transaction.objectStore('runs').delete(id),
      transaction.objectStore('results').delete(id),
      transaction.done,
    ]);
  }

  close(): void {
    // an error while opening was already reported to the call that opened it
    this.opened?.then((database) => database.close()).catch(() => undefined);
    this.opened = null;
  }
}

/** Writes both records or neither. @throws OnesheetError `storage-full`, `storage-failed`. */
async function write(
  database: IDBPDatabase<Schema>,
  { summary, result }: { summary: RunSummary; result?: RunResult },
): Promise<void> {
  try {
    const transaction = database.transaction(['runs', 'results'], 'readwrite');
    const { done } = transaction;
    // errors are handled below
    done.catch(() => undefined);
    try {
      await transaction.objectStore('runs').put(summary);
      if (result) await transaction.objectStore('results').put(result);
      await done;
    } catch (cause) {
      if (transaction.error === null) transaction.abort();
      throw cause;
    }
  } catch (cause) {
    throw writeError(cause, {
      what: 'The run',
      whenFull: 'Export its model to keep it; then delete runs that you no longer need, or clear the caches.',
      where: { workspace: 'compare' },
    });
  }
}

function recordOf(trained: Trained | null): Pick<RunResult, 'head' | 'network'> {
  if (trained?.kind === 'network') return { head: null, network: trained.tensors };
  return { head: trained?.head ?? null };
}

function trainedOf({ head, network }: RunResult): Trained | null {
  if (network) return { kind: 'network', tensors: network };
  return head ? { kind: 'head', head } : null;
}

/** Predictions without films. */
export function noPredictions(): Predictions {
  return {
    keys: [],
    files: [],
    titles: [],
    splits: [],
    actual: new Int32Array(0),
    answers: new Float32Array(0),
    probabilities: new Float32Array(0),
  };
}
