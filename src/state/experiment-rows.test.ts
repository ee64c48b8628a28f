import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { OnesheetError } from '../core/errors';
import { presetById } from '../core/presets';
import type { Run } from '../core/run/run';
import { figuresApi } from '../workers/figures/api';
import type { ComputeApi, FiguresApi } from '../workers/protocol';
import { createExperimentRowsStore, rowsOfPreset } from './experiment-rows';
import { summaryOf } from '../core/run/run';
import { serveInProcess } from './testing/in-process';
import { smallRun } from './testing/runs';

const preset = presetById('four-fits-bundled');
const part = (id: string, run: string, createdAt: string): Run =>
  smallRun(id, createdAt, { experiment: { id: preset.id, run, name: run } });

let close = (): void => undefined;
const figures = serveInProcess<FiguresApi>(figuresApi);
afterEach(() => close());
afterAll(() => figures.close());

function storeOver(stored: readonly Run[]) {
  const reads: string[] = [];
  const served = serveInProcess<ComputeApi>({
    run: ({ id }) => {
      reads.push(id);
      const run = stored.find((one) => one.id === id);
      if (!run || id === 'gone')
        throw new OnesheetError('run-missing', 'There is no such run.', 'Choose another.');
      return run;
    },
  });
  close = served.close;
  return {
    store: createExperimentRowsStore(
      () => served.remote,
      () => figures.remote,
    ),
    reads,
    list: stored.map(summaryOf),
  };
}

describe('the rows of an experiment', () => {
  it("are computed once, from the newest run of each kind, against the first in the preset's order", async () => {
    const { store, reads, list } = storeOver([
      part('new-pad', 'pad', '2026-02-02'),
      part('old-pad', 'pad', '2026-02-01'),
      part('stretch', 'stretch', '2026-01-01'),
      smallRun('other', '2026-03-01'),
    ]);
    await store.getState().need(preset, list);
    await store.getState().need(preset, list);
    expect(reads.toSorted()).toEqual(['new-pad', 'stretch']);
    const rows = rowsOfPreset(preset, list, store.getState().byKey);
    expect([...rows.keys()].sort()).toEqual(['pad', 'stretch']);
    expect(rows.get('stretch')?.sameFilms).toBeNull();
    expect(rows.get('pad')).toMatchObject({ runId: 'new-pad', sameFilms: true });
    // validation: in both runs film c is right and film d is not
    expect(rows.get('pad')?.measured[0]).toMatchObject({
      metric: 'accuracy',
      value: 0.5,
      difference: { value: 0 },
    });
    expect(rows.get('pad')?.published[0]).toMatchObject({ value: 0.5, published: { value: 0.85 } });
  });

  it('report a run that cannot be read, and continue with the others', async () => {
    const { store, list } = storeOver([
      part('stretch', 'stretch', '2026-01-01'),
      part('gone', 'centre-crop', '2026-01-01'),
      part('pad', 'pad', '2026-01-01'),
    ]);
    await store.getState().need(preset, list);
    expect([...store.getState().failed.values()]).toEqual([expect.objectContaining({ code: 'run-missing' })]);
    expect([...rowsOfPreset(preset, list, store.getState().byKey).keys()].sort()).toEqual(['pad', 'stretch']);
  });

  it("are tried again after a failure, also if it was the first row's", async () => {
    const stored = [part('stretch', 'stretch', '2026-01-01'), part('pad', 'pad', '2026-01-01')];
    for (const failing of ['stretch', 'pad']) {
      let failures = 1;
      const served = serveInProcess<ComputeApi>({
        run: ({ id }) => {
          const run = stored.find((one) => one.id === id);
          if (run && (id !== failing || failures-- <= 0)) return run;
          throw new OnesheetError('unexpected', 'The database is busy.', 'Try again.');
        },
      });
      close = served.close;
      const store = createExperimentRowsStore(
        () => served.remote,
        () => figures.remote,
      );
      const list = stored.map(summaryOf);
      await store.getState().need(preset, list);
      expect(store.getState().failed.size).toBe(1);
      await store.getState().need(preset, list);
      expect([...rowsOfPreset(preset, list, store.getState().byKey).keys()].sort()).toEqual([
        'pad',
        'stretch',
      ]);
      expect(store.getState().failed.size).toBe(0);
      close();
    }
  });
});
