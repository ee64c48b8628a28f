import { afterEach, describe, expect, it } from 'vitest';
import { OnesheetError } from '../core/errors';
import { figuresApi } from '../workers/figures/api';
import type { ComputeApi, FiguresApi } from '../workers/protocol';
import { createComparisonStore } from './comparison';
import { serveInProcess } from './testing/in-process';
import { smallRun } from './testing/runs';

let close = (): void => undefined;
afterEach(() => close());

function storeOver() {
  const reads: string[] = [];
  const served = serveInProcess<ComputeApi>({
    run: ({ id }) => {
      reads.push(id);
      if (id === 'gone') throw new OnesheetError('run-missing', 'There is no such run.', 'Choose another.');
      return smallRun(id, '2026-01-01T00:00:00Z');
    },
  });
  const figures = serveInProcess<FiguresApi>(figuresApi);
  close = () => {
    served.close();
    figures.close();
  };
  const store = createComparisonStore(
    () => served.remote,
    () => figures.remote,
  );
  return { store, reads };
}

describe('the comparison store', () => {
  it('computes each run once from its predictions', async () => {
    const { store, reads } = storeOver();
    await Promise.all([store.getState().need(['a', 'b']), store.getState().need(['b', 'a'])]);
    await store.getState().need(['a']);
    expect(reads).toEqual(['a', 'b']);
    // validation: film c is of class 0 and predicted as 0; film d is of class 1 and predicted as 0
    expect(store.getState().byId.get('a')?.validation).toMatchObject({ values: { accuracy: 0.5 } });
  });

  it('reports a run that cannot be read, and continues with the others', async () => {
    const { store } = storeOver();
    await store.getState().need(['gone', 'a']);
    expect(store.getState().failed.get('gone')).toMatchObject({ code: 'run-missing' });
    expect(store.getState().byId.has('a')).toBe(true);
  });
});
