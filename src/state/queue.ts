/**
 * The queue: runs that are to be trained one after the other with nobody at the keys. One that fails says why, and the
 * next begins; what is left is stored, so that a reload loses nothing, and asks about what was running.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  cleared,
  moved,
  nextWaiting,
  queueText,
  readQueue,
  withItem,
  type Queue,
} from '../core/experiments/queue';
import { toReport } from '../core/errors';
import type { Recipe } from '../core/recipe/recipe';
import type { RunExperiment } from '../core/run/run';
import type { Ended, QueueTrainer } from './queue-trainer';
import { pageTrainer } from './train';

export interface QueueState {
  items: Queue;
  /** `idle`: nothing has been begun, or all is done; `held`: by the person, until they say so. */
  status: 'idle' | 'going' | 'held';
}

export interface QueueEntry {
  recipe: Recipe;
  experiment: RunExperiment | null;
}

export interface QueueActions {
  /** Puts runs behind what is there and begins. A queue that is all over makes room first. */
  add(entries: readonly QueueEntry[]): void;
  /** Begins, or goes on. */
  start(): void;
  /** Holds the run that is going on; no other begins. */
  hold(): void;
  move(id: string, by: -1 | 1): void;
  /** Takes one out; one that is going on is ended first, and what there is of it is kept. */
  cancel(id: string): void;
  /** Ends what is going on and takes out everything. */
  cancelAll(): void;
  /** Lets one that failed, was stopped or was interrupted wait again, in its place. */
  again(id: string): void;
}

export type QueueStore = StoreApi<QueueState & QueueActions>;

let made = 0;
function newId(): string {
  made++;
  return `${Date.now().toString(36)}-${made}`;
}

export function createQueueStore(trainer: () => QueueTrainer): QueueStore {
  let working = false;

  return createStore<QueueState & QueueActions>((set, get) => {
    const change = (id: string, part: Parameters<typeof withItem>[2]) =>
      set(({ items }) => ({ items: withItem(items, id, part) }));

    async function trainNext(): Promise<boolean> {
      await trainer().free();
      const item = nextWaiting(get().items);
      if (!item || get().status !== 'going') return false;
      change(item.id, { status: 'running', error: null, runId: null });
      const { items } = get();
      const place = `${items.findIndex(({ id }) => id === item.id) + 1} of ${items.length}`;
      const ended = await trainer()
        .train(item.recipe, item.experiment, place)
        // whatever goes wrong on the page is one run's failure, and the next begins
        .catch((error: unknown): Ended => ({ status: 'failed', error: toReport(error) }));
      if (ended.status === 'failed') change(item.id, { status: 'failed', error: ended.error });
      else change(item.id, { status: ended.status, runId: ended.runId });
      return true;
    }

    async function work(): Promise<void> {
      if (working) return;
      working = true;
      try {
        // one after the other by intent
        // oxlint-disable-next-line no-await-in-loop
        while (await trainNext());
      } finally {
        working = false;
        if (get().status === 'going') set({ status: 'idle' });
      }
    }

    return {
      items: [],
      status: 'idle',

      add(entries) {
        set(({ items }) => {
          const goesOn = items.some(({ status }) => status !== 'finished');
          const added = entries.map((entry) => ({
            ...entry,
            id: newId(),
            status: 'waiting' as const,
            runId: null,
            error: null,
          }));
          return { items: [...(goesOn ? items : []), ...added] };
        });
        if (get().status === 'idle') get().start();
      },

      start() {
        set({ status: 'going' });
        if (get().items.some(({ status }) => status === 'running')) trainer().resume();
        void work();
      },

      hold() {
        set({ status: 'held' });
        if (get().items.some(({ status }) => status === 'running')) trainer().pause();
      },

      move(id, by) {
        set(({ items }) => ({ items: moved(items, id, by) }));
      },

      cancel(id) {
        const running = get().items.some((item) => item.id === id && item.status === 'running');
        if (running) trainer().stop();
        else set(({ items }) => ({ items: items.filter((item) => item.id !== id) }));
      },

      cancelAll() {
        const running = get().items.some(({ status }) => status === 'running');
        set(({ items }) => ({ items: cleared(items), status: 'idle' }));
        if (running) trainer().stop();
      },

      again(id) {
        change(id, { status: 'waiting', error: null, runId: null });
      },
    };
  });
}

const KEY = 'onesheet.queue';

/**
 * Takes up what is stored, and from then on stores every change. Where the storage is refused or full, the queue lasts
 * as long as the page.
 */
export function keepQueue(store: QueueStore, storage: Pick<Storage, 'getItem' | 'setItem'>): () => void {
  try {
    const stored = readQueue(storage.getItem(KEY));
    store.setState(({ items }) => ({ items: [...stored, ...items] }));
  } catch {
    return () => undefined;
  }
  return store.subscribe((now, before) => {
    if (now.items === before.items) return;
    try {
      storage.setItem(KEY, queueText(now.items));
    } catch {
      // full: nothing is lost while the page is open
    }
  });
}

/** Two tabs must not both carry out the same list: the first one has it until it is closed. */
export function keepQueueOfFirstTab(store: QueueStore, storage: Storage): void {
  // absent where the page is not served over https
  const locks: LockManager | undefined = globalThis.navigator?.locks;
  if (!locks) {
    keepQueue(store, storage);
    return;
  }
  const kept = locks.request('onesheet-queue', () => {
    keepQueue(store, storage);
    return new Promise(() => undefined);
  });
  // refused: the queue lasts as long as the page
  kept.catch(() => undefined);
}

/** The page's one queue. */
export const queue = createQueueStore(() => pageTrainer);
