/** Keeps the queue across reloads: every change is stored, and one tab restores what is stored. */
import { queueText, readQueue } from '../core/experiments/queue';
import type { RunService } from './run-service';
import { queueOf } from './run-views';

const KEY = 'onesheet.queue';

/**
 * Restores the stored queue, and from then on stores every change. If the storage refuses or is full, the queue lasts
 * as long as the page.
 */
export function keepQueue(service: RunService, storage: Pick<Storage, 'getItem' | 'setItem'>): () => void {
  try {
    const stored = readQueue(storage.getItem(KEY)).map((item) => ({ ...item, queued: true }));
    service.setState(({ entries }) => ({ entries: [...stored, ...entries] }));
  } catch {
    return () => undefined;
  }
  return service.subscribe((now, before) => {
    if (now.entries === before.entries) return;
    try {
      storage.setItem(KEY, queueText(queueOf(now)));
    } catch {
      // storage full: nothing is lost while the page is open
    }
  });
}

/** Two tabs must not both run the same queue: the first one has it until that tab is closed. */
export function keepQueueOfFirstTab(service: RunService, storage: Storage): void {
  // undefined if the page is not served over https
  const locks: LockManager | undefined = globalThis.navigator?.locks;
  if (!locks) {
    keepQueue(service, storage);
    return;
  }
  const kept = locks.request('onesheet-queue', () => {
    keepQueue(service, storage);
    return new Promise(() => undefined);
  });
  // lock refused: the queue lasts as long as the page
  kept.catch(() => undefined);
}
