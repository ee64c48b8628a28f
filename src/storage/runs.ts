/**
 * Runs, kept in IndexedDB in two parts: what a list shows, and what is only wanted of one run (predictions and
 * weights). Every record that any version has written comes back through `restoreRun`.
 */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { OnesheetError } from '../core/errors';
import { parseRecipe } from '../core/recipe/recipe';
import type { HeadWeights, NetworkTensors, Trained } from '../core/run/trained';
import { genreHead } from '../core/heads';
import type { Predictions } from '../core/predictions/predictions';
import type { Run, RunSummary } from '../core/run/run';
import { restoreSweep } from '../core/run/sweep';

const DATABASE = 'onesheet';
const DATABASE_VERSION = 1;
const RUN_VERSION = 2;

/** As version 1 wrote it. */
type FormerSummary = Omit<RunSummary, 'heads' | 'version'> & { version: number };

/** The heavy part of a run. */
export interface RunResult {
  id: string;
  predictions: Predictions;
  /** The kept weights of a head on features; null where it is a network, or ended before it had any. */
  head: HeadWeights | null;
  /** Those of a network; missing where it is none. */
  network?: NetworkTensors;
}

interface Schema extends DBSchema {
  runs: { key: string; value: RunSummary };
  results: { key: string; value: RunResult };
}

/**
 * A stored run as this version knows it.
 * @throws OnesheetError `run-newer` for one that a later version wrote; `recipe-newer`, `recipe-invalid`.
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

/** Epochs did not always say what they were compared by: where it was the loss, that is known all the same. */
function restoreHistory(history: Run['history'], { stopping }: Run['recipe']): Run['history'] {
  if (stopping && stopping.metric !== 'loss') return history;
  return history.map((record) => ({
    ...record,
    monitored: record.monitored ?? { metric: 'loss', value: record.validationLoss },
  }));
}

/** {@link restoreRun}; null for a record that cannot be read. */
function readable(record: RunSummary): RunSummary | null {
  try {
    return restoreRun(record);
  } catch (error) {
    if (error instanceof OnesheetError) return null;
    throw error;
  }
}

/** Version 1 had class indices alone. */
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
 * Stored runs. Where the browser has no database, or no room in it, they live in memory until the page is closed.
 */
export class RunStore {
  private constructor(
    private readonly database: IDBPDatabase<Schema> | null,
    private readonly memory: { runs: Map<string, RunSummary>; results: Map<string, RunResult> },
  ) {}

  static async open(): Promise<RunStore> {
    const memory = { runs: new Map<string, RunSummary>(), results: new Map<string, RunResult>() };
    try {
      const database = await openDB<Schema>(DATABASE, DATABASE_VERSION, {
        upgrade(database) {
          database.createObjectStore('runs', { keyPath: 'id' });
          database.createObjectStore('results', { keyPath: 'id' });
        },
        blocking: () => database.close(),
      });
      return new RunStore(database, memory);
    } catch {
      // a private window, or storage that is switched off: runs are kept as long as the page is
      return new RunStore(null, memory);
    }
  }

  /** False where runs end with the page. */
  get lasting(): boolean {
    return this.database !== null;
  }

  /**
   * Stores what a list shows, in place of what was there under the id.
   * @throws OnesheetError `storage-full`; until the page is closed it is there all the same.
   */
  async putSummary(run: RunSummary): Promise<void> {
    this.memory.runs.set(run.id, run);
    if (!this.database) return;
    await write(this.database, { summary: run });
    this.memory.runs.delete(run.id);
  }

  /**
   * Stores all of a run.
   * @throws OnesheetError `storage-full`; until the page is closed it is there all the same.
   */
  async put(run: Run, trained: Trained | null): Promise<void> {
    const { predictions, ...summary } = run;
    const result = { id: run.id, predictions, ...recordOf(trained) };
    this.memory.runs.set(run.id, summary);
    this.memory.results.set(run.id, result);
    if (!this.database) return;
    await write(this.database, { summary, result });
    this.memory.runs.delete(run.id);
    this.memory.results.delete(run.id);
  }

  /**
   * Newest first. Runs that this version cannot read are left out and stay where they are: those of later versions are
   * there for the version that made them, and one damaged record must not hide all the others.
   */
  async list(): Promise<RunSummary[]> {
    const stored = new Map((await this.database?.getAll('runs'))?.map((run) => [run.id, run]));
    for (const [id, run] of this.memory.runs) stored.set(id, run);
    return [...stored.values()]
      .flatMap((run) => readable(run) ?? [])
      .sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  }

  /**
   * A run with its predictions, which are empty where it ended before there were any.
   * @throws OnesheetError `run-missing`, and those of {@link restoreRun}.
   */
  async get(id: string): Promise<{ run: Run; trained: Trained | null }> {
    const summary = this.memory.runs.get(id) ?? (await this.database?.get('runs', id));
    if (!summary) throw missing(id);
    const result = this.memory.results.get(id) ?? (await this.database?.get('results', id));
    return {
      run: {
        ...restoreRun(summary),
        predictions: restorePredictions(result?.predictions ?? noPredictions()),
      },
      trained: result ? trainedOf(result) : null,
    };
  }

  /** Removes a run; no error where there is none. */
  async delete(id: string): Promise<void> {
    this.memory.runs.delete(id);
    this.memory.results.delete(id);
    if (!this.database) return;
    const transaction = this.database.transaction(['runs', 'results'], 'readwrite');
    await Promise.all([
      transaction.objectStore('runs').delete(id),
      transaction.objectStore('results').delete(id),
      transaction.done,
    ]);
  }

  close(): void {
    this.database?.close();
  }
}

/** Both or neither. @throws OnesheetError `storage-full`. */
async function write(
  database: IDBPDatabase<Schema>,
  { summary, result }: { summary: RunSummary; result?: RunResult },
): Promise<void> {
  const transaction = database.transaction(['runs', 'results'], 'readwrite');
  const done = transaction.done;
  // whatever goes wrong is met below
  done.catch(() => undefined);
  try {
    await transaction.objectStore('runs').put(summary);
    if (result) await transaction.objectStore('results').put(result);
    await done;
  } catch (cause) {
    if (transaction.error === null) transaction.abort();
    throw new OnesheetError(
      'storage-full',
      'The run could not be stored: the storage that the browser gives this page is full.',
      'Export its model to keep it; then delete runs that you no longer need, or clear the caches.',
      { cause, where: { workspace: 'compare' } },
    );
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

/** Predictions of no film. */
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
