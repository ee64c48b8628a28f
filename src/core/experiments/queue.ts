/**
 * A queue of runs as data: what waits, what runs, and how each run ended. Every change returns a new list. The run
 * service in `state/` executes the runs and keeps the list.
 */
import { z } from 'zod';
import type { ErrorReport } from '../errors';
import { parseRecipe, type Recipe } from '../recipe/recipe';
import type { RunExperiment } from '../run/run';
import { hasEnded, isUnderWay, RUN_STATES, type RunState } from './run-state';

export interface QueueItem {
  /** Unique in the queue. */
  id: string;
  recipe: Recipe;
  experiment: RunExperiment | null;
  status: RunState;
  /** Id of the resulting run. */
  runId: string | null;
  /** Why it failed. */
  error: ErrorReport | null;
}

export type Queue = readonly QueueItem[];

export function isOver({ status }: QueueItem): boolean {
  return hasEnded(status);
}

/** The next item to run; null if none waits. */
export function nextWaiting<Item extends QueueItem>(queue: readonly Item[]): Item | null {
  return queue.find(({ status }) => status === 'waiting') ?? null;
}

export function withItem<Item extends QueueItem>(
  queue: readonly Item[],
  id: string,
  change: Partial<Omit<QueueItem, 'id'>>,
): readonly Item[] {
  return queue.map((item) => (item.id === id ? { ...item, ...change } : item));
}

/** Moves a waiting item before or after the neighbouring waiting item; the other items keep their places. */
export function moved<Item extends QueueItem>(
  queue: readonly Item[],
  id: string,
  by: -1 | 1,
): readonly Item[] {
  const waiting = queue.flatMap((item, at) => (item.status === 'waiting' ? [at] : []));
  const from = waiting.findIndex((at) => queue[at].id === id);
  const to = from + by;
  if (from < 0 || to < 0 || to >= waiting.length) return queue;
  const list = [...queue];
  [list[waiting[from]], list[waiting[to]]] = [list[waiting[to]], list[waiting[from]]];
  return list;
}

/** Removes items that have not begun or have ended; running items stay until they end. */
export function cleared<Item extends QueueItem>(queue: readonly Item[]): readonly Item[] {
  return queue.filter(({ status }) => isUnderWay(status));
}

/** How many items have ended, and how many there are. */
export function queueCount(queue: Queue): { over: number; all: number } {
  return { over: queue.filter(isOver).length, all: queue.length };
}

const itemSchema = z.object({
  id: z.string(),
  recipe: z.unknown(),
  experiment: z.object({ id: z.string(), run: z.string(), name: z.string() }).nullable(),
  status: z.enum(RUN_STATES),
  runId: z.string().nullable(),
  // code and place may be any text: they are only shown, and the place is checked again before it is opened
  error: z.custom<ErrorReport>((value) => errorSchema.safeParse(value).success).nullable(),
});

const errorSchema = z.object({
  code: z.string(),
  message: z.string(),
  advice: z.string(),
  cause: z.string().optional(),
  where: z.object({ workspace: z.string(), control: z.string().optional() }).optional(),
});

export function queueText(queue: Queue): string {
  return JSON.stringify(queue);
}

/**
 * Reads a queue from stored text; items that were running become interrupted. Skips items that cannot be read; damaged
 * text gives an empty queue.
 */
export function readQueue(text: string | null): QueueItem[] {
  let data: unknown = null;
  try {
    data = JSON.parse(text ?? '[]');
  } catch {
    return [];
  }
  const stored: readonly unknown[] = Array.isArray(data) ? data : [];
  return stored.flatMap((each): QueueItem[] => {
    const item = itemSchema.safeParse(each);
    if (!item.success) return [];
    try {
      const status = isUnderWay(item.data.status) ? 'interrupted' : item.data.status;
      return [{ ...item.data, status, recipe: parseRecipe(item.data.recipe) }];
    } catch {
      return [];
    }
  });
}
