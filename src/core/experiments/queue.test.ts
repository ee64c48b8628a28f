import { describe, expect, it } from 'vitest';
import { defaultRecipe } from '../recipe/recipe';
import { cleared, moved, nextWaiting, queueText, readQueue, withItem, type QueueItem } from './queue';
import type { RunState } from './run-state';

function item(id: string, status: RunState = 'waiting'): QueueItem {
  return { id, recipe: defaultRecipe(), experiment: null, status, runId: null, error: null };
}
const ids = (queue: readonly QueueItem[]) => queue.map(({ id }) => id).join('');

describe('a queue', () => {
  const queue = [item('a', 'finished'), item('b', 'running'), item('c'), item('d', 'failed'), item('e')];

  it('has a next item: the first that waits', () => {
    expect(nextWaiting(queue)?.id).toBe('c');
    expect(nextWaiting(queue.slice(0, 2))).toBeNull();
  });

  it('moves waiting items only among waiting items', () => {
    expect(ids(moved(queue, 'e', -1))).toBe('abedc');
    expect(ids(moved(queue, 'c', 1))).toBe('abedc');
    expect(moved(queue, 'c', -1)).toBe(queue);
    expect(moved(queue, 'b', 1)).toBe(queue);
    expect(moved(queue, 'nobody', 1)).toBe(queue);
  });

  it('is cleared of everything but the running item', () => {
    expect(ids(cleared(queue))).toBe('b');
  });

  it('is restored from its text; what was running is then interrupted', () => {
    const where = { workspace: 'train', control: 'batch-size' } as const;
    const error = { code: 'out-of-memory', message: 'Full.', advice: 'Less.', where } as const;
    const stored = withItem(queue, 'd', { error, experiment: { id: 'x', run: 'y', name: 'Z' } });
    const read = readQueue(queueText(stored));
    expect(read.map(({ status }) => status)).toEqual([
      'finished',
      'interrupted',
      'waiting',
      'failed',
      'waiting',
    ]);
    expect(read[3]).toEqual(stored[3]);
  });

  it('is empty if the text is damaged, and skips recipes that cannot be read', () => {
    for (const text of [null, '', '{', '{}', '[1]', '[{"id":"a"}]']) expect(readQueue(text)).toEqual([]);
    const text = JSON.stringify([{ ...item('a'), recipe: { version: 99 } }, item('b')]);
    expect(ids(readQueue(text))).toBe('b');
    const other = JSON.stringify([item('a'), { ...item('b'), status: 'postponed' }, null, item('c')]);
    expect(ids(readQueue(other))).toBe('ac');
  });
});
