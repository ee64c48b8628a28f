/**
 * All runs in one place: those waiting, the one under way, and those that have ended. Each is an entry with one state;
 * the run bar, the Train workspace and the queue are views of it (`run-views.ts`). Runs are requested with `start`
 * (now) or `add` (at the end of the queue); both start in `carryOut`.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { isStop, toReport, type ErrorReport } from '../core/errors';
import { cleared, moved, nextWaiting, withItem, type QueueItem } from '../core/experiments/queue';
import { isUnderWay, turned, type RunState } from '../core/experiments/run-state';
import type { Run } from '../core/run/run';
import type { TrainEvent } from '../workers/protocol';
import { Batched, tenTimesASecond, type Schedule } from './batched';
import { nextJobId } from './jobs';
import { afterEvents, noRun, stateAfter, type LiveRun } from './live-run';
import type { RunOrder, RunWorker } from './run-worker';
import { perform } from './perform';

export interface RunEntry extends QueueItem {
  /** False if it was started directly, or has been removed from the queue since. */
  queued: boolean;
}

export interface RunServiceState {
  /** In the order in which they run: the queue, plus at most one more, the live run. */
  entries: readonly RunEntry[];
  /** The run under way, or the last one. */
  live: LiveRun;
  /**
   * `idle`: nothing in the queue has been started, or everything is done; `held`: paused by the person until they
   * resume it.
   */
  queue: 'idle' | 'going' | 'held';
}

/** How a run ended. With neither a run nor an error, it was stopped before there was anything to keep. */
export interface RunEnd {
  run: Run | null;
  error: ErrorReport | null;
}

export interface RunServiceActions {
  /**
   * Starts a run at once. Resolves with it when it has ended; with null if it failed, was stopped with nothing to keep,
   * or could not start because something else is under way.
   */
  start(order: RunOrder): Promise<Run | null>;
  /** Appends runs to the queue, and starts it. If everything in the queue has ended, it is cleared first. */
  add(orders: readonly RunOrder[]): void;
  /** Pauses the run under way. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Ends the run under way after the current batch; its results so far become a Run. */
  stop(): void;
  /** Dismisses the message that a run failed. */
  dismiss(): void;
  /** Starts or resumes the queue. */
  goOn(): Promise<void>;
  /** Pauses the queue's current run; no other starts. */
  hold(): Promise<void>;
  move(id: string, by: -1 | 1): void;
  /** Removes a run from the queue; if it is under way, it is ended first and its results so far are kept. */
  cancel(id: string): void;
  /** Ends the queue's current run and empties the queue. */
  cancelAll(): void;
  /** Lets a run that failed, was stopped or was interrupted wait again, in its old position. */
  again(id: string): void;
}

export type RunService = StoreApi<RunServiceState & RunServiceActions>;

export interface RunServiceOptions {
  worker: RunWorker;
  /** Other work that needs the device for itself: no run starts while it is busy. None by default. */
  others?: { busy: () => boolean; subscribe: (listener: () => void) => () => void };
  /** Called when a run has started or ended. */
  began?: (state: RunServiceState) => void;
  ended?: (state: RunServiceState, end: RunEnd) => void;
  /** When collected events are processed; ten times per second by default. */
  schedule?: Schedule;
}

let made = 0;
function newEntry(order: RunOrder, queued: boolean): RunEntry {
  made++;
  const id = `${Date.now().toString(36)}-${made}`;
  return { ...order, id, queued, status: 'waiting', runId: null, error: null };
}

const NO_OTHERS = { busy: () => false, subscribe: () => () => undefined };

export function createRunService({
  worker,
  others = NO_OTHERS,
  began,
  ended,
  schedule = tenTimesASecond,
}: RunServiceOptions): RunService {
  let controller: AbortController | null = null;
  let working = false;

  return createStore<RunServiceState & RunServiceActions>((set, get, store) => {
    const underWay = () => get().entries.find(({ status }) => isUnderWay(status)) ?? null;
    const queueRuns = () => underWay()?.queued === true;
    const busy = () => underWay() !== null || others.busy();

    /** Removes entries from the queue; the views still know the live one. */
    const takeOut = (goes: (entry: RunEntry) => boolean) =>
      set(({ entries, live }) => ({
        entries: entries.flatMap((entry) => {
          if (!goes(entry)) return [entry];
          return entry.id === live.entryId ? [{ ...entry, queued: false }] : [];
        }),
      }));

    const turn = (id: string, to: RunState, part: Partial<Pick<RunEntry, 'runId' | 'error'>> = {}) =>
      set(({ entries }) => ({
        entries: entries.map((entry) => {
          const status = turned(entry.status, to);
          return entry.id === id && status !== entry.status ? { ...entry, ...part, status } : entry;
        }),
      }));

    function takeEvents(id: string, events: readonly TrainEvent[]): void {
      set(({ entries, live }) => {
        const entry = entries.find((one) => one.id === id);
        if (!entry || live.entryId !== id) return {};
        const status = stateAfter(entry.status, events);
        return {
          live: afterEvents(live, events),
          // the queue is stored whenever its entries change
          ...(status !== entry.status && { entries: withItem(entries, id, { status }) }),
        };
      });
    }

    /** Starts every run. @param entry one that is waiting, while nothing is under way. */
    async function carryOut(entry: RunEntry): Promise<RunEnd> {
      const { id, recipe, experiment } = entry;
      const mine = new AbortController();
      controller = mine;
      set(({ entries }) => {
        const left = entries.filter((one) => one.queued || one.id === id);
        const queue = left.filter(({ queued }) => queued);
        const place = entry.queued
          ? `${queue.findIndex((one) => one.id === id) + 1} of ${queue.length}`
          : null;
        return {
          entries: withItem(left, id, { status: 'starting', error: null, runId: null }),
          live: { ...noRun(), entryId: id, recipe, place, jobId: nextJobId(), startedAt: Date.now() },
        };
      });
      began?.(get());
      const events = new Batched<TrainEvent>((list) => takeEvents(id, list), schedule);
      const end = await worker
        .train({ recipe, experiment }, { signal: mine.signal, onEvent: (event) => events.add(event) })
        .then((run): RunEnd => ({ run, error: null }))
        // every error is a failure of this run, and the next one starts
        .catch((error: unknown): RunEnd => ({ run: null, error: isStop(error) ? null : toReport(error) }));
      events.flush();
      controller = null;
      const { run, error } = end;
      set(({ live }) => ({
        live: { ...live, run, runId: run?.id ?? live.runId, progress: null, endedAt: Date.now() },
      }));
      if (error) turn(id, 'failed', { error });
      else turn(id, run?.status === 'finished' ? 'finished' : 'stopped', { runId: run?.id ?? null });
      ended?.(get(), end);
      return end;
    }

    /** Resolves when nothing that needs the device is under way. */
    async function free(): Promise<void> {
      if (!busy()) return;
      await new Promise<void>((resolve) => {
        const look = () => {
          if (busy()) return;
          for (const leave of leaving) leave();
          resolve();
        };
        const leaving = [store.subscribe(look), others.subscribe(look)];
      });
    }

    async function trainNext(): Promise<boolean> {
      await free();
      // another run was quicker
      if (busy()) return true;
      const next = nextWaiting(get().entries);
      if (!next || get().queue !== 'going') return false;
      await carryOut(next);
      return true;
    }

    async function work(): Promise<void> {
      if (working) return;
      working = true;
      try {
        // one after the other on purpose
        // oxlint-disable-next-line no-await-in-loop
        while (await trainNext());
      } finally {
        working = false;
        if (get().queue === 'going') set({ queue: 'idle' });
      }
    }

    return {
      entries: [],
      live: noRun(),
      queue: 'idle',

      async start(order) {
        if (busy()) return null;
        const entry = newEntry(order, false);
        set(({ entries }) => ({ entries: [...entries, entry] }));
        return (await carryOut(entry)).run;
      },

      add(orders) {
        const queue = get().entries.filter(({ queued }) => queued);
        if (queue.every(({ status }) => status === 'finished')) takeOut(({ queued }) => queued);
        set(({ entries }) => ({ entries: [...entries, ...orders.map((order) => newEntry(order, true))] }));
        if (get().queue === 'idle') perform(() => get().goOn());
      },

      async pause() {
        // also before its first event: the compute worker has the run by then
        const status = underWay()?.status;
        if (status === 'starting' || status === 'running') await worker.pause();
      },

      async resume() {
        if (underWay()?.status === 'paused') await worker.resume();
      },

      stop() {
        const entry = underWay();
        if (!entry || entry.status === 'stopping') return;
        turn(entry.id, 'stopping');
        controller?.abort();
      },

      dismiss() {
        if (!underWay()) set(({ live }) => ({ live: { ...live, dismissed: true } }));
      },

      async goOn() {
        set({ queue: 'going' });
        perform(work);
        if (queueRuns()) await get().resume();
      },

      async hold() {
        set({ queue: 'held' });
        if (queueRuns()) await get().pause();
      },

      move(id, by) {
        set(({ entries }) => ({ entries: moved(entries, id, by) }));
      },

      cancel(id) {
        if (underWay()?.id === id) get().stop();
        else takeOut((entry) => entry.id === id);
      },

      cancelAll() {
        const staying = new Set(cleared(get().entries));
        takeOut((entry) => !staying.has(entry));
        set({ queue: 'idle' });
        if (queueRuns()) get().stop();
      },

      again(id) {
        turn(id, 'waiting', { error: null, runId: null });
      },
    };
  });
}
