import { describe, expect, it } from 'vitest';
import { fromReport, type ErrorReport } from '../core/errors';
import { queueText } from '../core/experiments/queue';
import { defaultRecipe, type Recipe } from '../core/recipe/recipe';
import type { Run } from '../core/run/run';
import { smallRun } from './testing/runs';
import { keepQueue } from './kept-queue';
import { createRunService } from './run-service';
import type { RunWorker } from './run-worker';
import { queueOf } from './run-views';

const recipe = (title: string): Recipe => ({ ...defaultRecipe(), title });
const entry = (title: string) => ({ recipe: recipe(title), experiment: null });

type Ended = { status: 'finished'; runId: string } | { status: 'failed'; error: ErrorReport };

/** Trains nothing: the test decides when and how each run ends. */
function heldTrainer() {
  const begun: string[] = [];
  const calls: string[] = [];
  let end: (ended: Ended) => void = () => undefined;
  const worker: RunWorker = {
    train: ({ recipe: { title } }, { signal }) => {
      begun.push(`${title} ${store.getState().live.place}`);
      return new Promise<Run>((resolve, reject) => {
        end = (ended) =>
          ended.status === 'failed' ? reject(fromReport(ended.error)) : resolve(smallRun(ended.runId, title));
        signal.addEventListener('abort', () => {
          calls.push('stop');
          resolve(smallRun('partial', title, { status: 'stopped' }));
        });
      });
    },
    pause: () => Promise.resolve(calls.push('pause')),
    resume: () => Promise.resolve(calls.push('resume')),
  };
  const store = createRunService({ worker });
  const turn = () => new Promise((resolve) => setTimeout(resolve, 0));
  const finish = async (ended: Ended) => {
    end(ended);
    await turn();
  };
  const items = () => queueOf(store.getState());
  return { store, items, begun, calls, finish, turn };
}

const done = (runId: string): Ended => ({ status: 'finished', runId });

describe('the queue', () => {
  it('trains runs one after the other, and continues after a failure', async () => {
    const { store, items: itemsOf, begun, finish, turn } = heldTrainer();
    store.getState().add([entry('a'), entry('b'), entry('c')]);
    await turn();
    expect(begun).toEqual(['a 1 of 3']);
    await finish(done('run-a'));
    await finish({ status: 'failed', error: { code: 'out-of-memory', message: 'Full.', advice: 'Less.' } });
    expect(begun).toEqual(['a 1 of 3', 'b 2 of 3', 'c 3 of 3']);
    await finish(done('run-c'));
    const items = itemsOf();
    expect(store.getState().queue).toBe('idle');
    expect(items.map((item) => item.status)).toEqual(['finished', 'failed', 'finished']);
    expect(items.map((item) => item.runId)).toEqual(['run-a', null, 'run-c']);
    expect(items[1].error).toMatchObject({ code: 'out-of-memory', advice: 'Less.' });
  });

  it('continues if the worker throws instead of saying how the run ended', async () => {
    const begun: string[] = [];
    const worker: RunWorker = {
      train: ({ recipe: { title } }) => {
        begun.push(title);
        return title === 'a'
          ? Promise.reject(new Error('The page is confused.'))
          : Promise.resolve(smallRun(`run-${title}`, title));
      },
      pause: () => Promise.resolve(),
      resume: () => Promise.resolve(),
    };
    const store = createRunService({ worker });
    store.getState().add([entry('a'), entry('b')]);
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(begun).toEqual(['a', 'b']);
    expect(store.getState().queue).toBe('idle');
    expect(queueOf(store.getState())).toMatchObject([
      { status: 'failed', error: { code: 'unexpected', cause: 'The page is confused.' } },
      { status: 'finished', runId: 'run-b' },
    ]);
  });

  it('can be reordered and shortened while it runs', async () => {
    const { store, begun, finish, turn } = heldTrainer();
    store.getState().add([entry('a'), entry('b'), entry('c'), entry('d')]);
    await turn();
    const [, b, , d] = queueOf(store.getState());
    store.getState().move(d.id, -1);
    store.getState().cancel(b.id);
    await finish(done('a'));
    await finish(done('d'));
    expect(begun.map((text) => text[0])).toEqual(['a', 'd', 'c']);
  });

  it('is paused together with the current run, and resumed', async () => {
    const { store, begun, calls, finish, turn } = heldTrainer();
    store.getState().add([entry('a'), entry('b')]);
    await turn();
    void store.getState().hold();
    expect(calls).toEqual(['pause']);
    // a run that cannot be paused ends; no other starts
    await finish(done('a'));
    expect(begun).toHaveLength(1);
    expect(store.getState().queue).toBe('held');
    void store.getState().goOn();
    await turn();
    expect(begun).toHaveLength(2);
    await finish(done('b'));
    expect(store.getState().queue).toBe('idle');
  });

  it('ends only the current run, and starts the next', async () => {
    const { store, begun, turn } = heldTrainer();
    store.getState().add([entry('a'), entry('b')]);
    await turn();
    store.getState().cancel(queueOf(store.getState())[0].id);
    await turn();
    expect(begun).toHaveLength(2);
    expect(queueOf(store.getState())[0]).toMatchObject({ status: 'stopped', runId: 'partial' });
  });

  it('is cancelled completely: nothing else starts', async () => {
    const { store, begun, calls, turn } = heldTrainer();
    store.getState().add([entry('a'), entry('b')]);
    await turn();
    store.getState().cancelAll();
    await turn();
    expect(calls).toEqual(['stop']);
    expect(begun).toHaveLength(1);
    expect(queueOf(store.getState()).map(({ status }) => status)).toEqual(['stopped']);
  });

  it('appends new runs, and lets a failed one try again', async () => {
    const { store, begun, finish, turn } = heldTrainer();
    store.getState().add([entry('a')]);
    await turn();
    store.getState().add([entry('b')]);
    await finish({ status: 'failed', error: { code: 'unexpected', message: '', advice: '' } });
    await finish(done('b'));
    store.getState().again(queueOf(store.getState())[0].id);
    void store.getState().goOn();
    await turn();
    expect(begun.map((text) => text[0])).toEqual(['a', 'b', 'a']);
    await finish(done('a'));
    // a queue in which everything has ended is cleared by new runs
    store.getState().add([entry('c')]);
    await turn();
    expect(queueOf(store.getState())).toHaveLength(1);
  });
});

describe('the stored queue', () => {
  const memory = () => {
    const kept = new Map<string, string>();
    return {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, text: string) => kept.set(key, text),
    };
  };

  it('survives a reload: it asks about the run that was training, and starts nothing by itself', async () => {
    const storage = memory();
    const first = heldTrainer();
    keepQueue(first.store, storage);
    first.store.getState().add([entry('a'), entry('b')]);
    await first.turn();

    const second = heldTrainer();
    keepQueue(second.store, storage);
    await second.turn();
    expect(second.begun).toEqual([]);
    expect(second.items().map(({ status }) => status)).toEqual(['interrupted', 'waiting']);
    second.store.getState().again(second.items()[0].id);
    void second.store.getState().goOn();
    await second.turn();
    expect(second.begun).toEqual(['a 1 of 2']);
  });

  it('may be refused by the storage: the queue then lasts as long as the page', async () => {
    const refused = {
      getItem: () => null,
      setItem: () => {
        throw new Error('full');
      },
    };
    const { store, finish, turn } = heldTrainer();
    keepQueue(store, refused);
    store.getState().add([entry('a')]);
    await turn();
    await finish(done('a'));
    expect(queueText(queueOf(store.getState()))).toContain('finished');
  });
});
