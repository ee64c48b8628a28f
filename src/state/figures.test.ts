import { afterEach, expect, it } from 'vitest';
import { figuresApi } from '../workers/figures/api';
import type { FiguresApi } from '../workers/protocol';
import { FiguresCache, type KnownFigures } from './figures';
import { serveInProcess } from './testing/in-process';
import { smallRun } from './testing/runs';

let close = (): void => undefined;
afterEach(() => close());

function cacheOver() {
  const asked: string[] = [];
  const served = serveInProcess<FiguresApi>({
    head: (args, context) => {
      asked.push(`head ${args.split}`);
      return figuresApi.head(args, context);
    },
    intervals: (args, context) => {
      asked.push(`intervals ${args.split}`);
      return figuresApi.intervals(args, context);
    },
  });
  close = served.close;
  return { cache: new FiguresCache(() => served.remote), asked };
}

it('reports figures first, then their intervals, and computes neither twice, even after a change of title', async () => {
  const { cache, asked } = cacheOver();
  const run = smallRun('a', '2026-01-01T00:00:00Z');
  const of = { run, split: 'validation', head: 0 } as const;
  expect(cache.find(of)).toBeNull();
  const told: KnownFigures[] = [];
  await cache.need(of, (known) => told.push(known), new AbortController().signal);
  // film c is of class 0 and predicted as 0; film d is of class 1 and predicted as 0
  expect(told.map(({ figures }) => figures.kind === 'class' && figures.right)).toEqual([1, 1]);
  expect(told.map(({ intervals }) => intervals !== null)).toEqual([false, true]);
  const renamed = { ...of, run: { ...run, recipe: { ...run.recipe, title: 'Another' } } };
  expect(cache.find(renamed)).toEqual(told[1]);
  await cache.need(renamed, (known) => told.push(known), new AbortController().signal);
  expect(asked).toEqual(['head validation', 'intervals validation']);
  expect(told[2]).toEqual(told[1]);
});

it('reports nothing after a stop', async () => {
  const { cache } = cacheOver();
  const of = { run: smallRun('a', '2026-01-01T00:00:00Z'), split: 'train', head: 0 } as const;
  const stop = new AbortController();
  const told: KnownFigures[] = [];
  const needed = cache.need(of, (known) => told.push(known), stop.signal);
  stop.abort();
  await needed.catch(() => undefined);
  expect(told).toEqual([]);
});

it('computes figures once for calls made at the same time', async () => {
  const { cache, asked } = cacheOver();
  const of = { run: smallRun('a', '2026-01-01T00:00:00Z'), split: 'validation', head: 0 } as const;
  const told: KnownFigures[] = [];
  const [one, other] = await Promise.all([
    cache.figures(of),
    cache.figures(of),
    cache.need(of, (known) => told.push(known), new AbortController().signal),
  ]);
  expect(other).toBe(one);
  expect(told[0].figures).toBe(one);
  expect(asked).toEqual(['head validation', 'intervals validation']);
});

it('tries again after a failure', async () => {
  let tries = 0;
  const served = serveInProcess<FiguresApi>({
    head: (args, context) => {
      tries++;
      if (tries === 1) throw new Error('No memory is left.');
      return figuresApi.head(args, context);
    },
  });
  close = served.close;
  const cache = new FiguresCache(() => served.remote);
  const of = { run: smallRun('a', '2026-01-01T00:00:00Z'), split: 'validation', head: 0 } as const;
  await expect(cache.figures(of)).rejects.toMatchObject({ code: 'unexpected' });
  expect((await cache.figures(of)).kind).toBe('class');
});
