/**
 * The whole compute worker over real ports, with the bundled backbone and small pictures: calls, events and what is
 * stored. The data worker needs a browser; a stub with computed pictures replaces it.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { memory } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OnesheetError } from '../../core/errors';
import { accuracy, argmaxRows } from '../../core/metrics';
import { uncounted } from '../../core/progress';
import { Random } from '../../core/random';
import { recipeSchema, type Recipe, type RecipeInput } from '../../core/recipe/recipe';
import { bestEpoch } from '../../core/run/best-epoch';
import { OWN_FORMAT } from '../../core/run/export-formats';
import { genreHead } from '../../core/heads';
import type { Plan, Sample } from '../../core/plan/plan';
import type { Run } from '../../core/run/run';
import type { SplitName } from '../../core/splits/split-name';
import type { DataApi, ComputeApi, FinderEvent, TrainEvent } from '../protocol';
import { connect, serve, Transferred, type CallOptions, type Implementation, type Remote } from '../rpc';
import { computeApi } from './api';
import { ComputeState } from './state';
import { bundledWeights } from './testing/bundled-weights';

const SIZE = 32;
const CLASSES = ['Comedy', 'Horror'];
const UNDECODABLE = 'film-7';

function recipeWith(settings: RecipeInput = {}): Recipe {
  return recipeSchema.parse({
    images: { width: SIZE, height: SIZE },
    training: { epochs: 4, batchSize: 8 },
    ...settings,
  });
}

/** Bright and reddish for one class, dark and bluish for the other, with noise. */
function picture(key: string): Uint8Array {
  const number = Number(key.replace(/\D/g, ''));
  const random = new Random(number, 'picture');
  const comedy = number % 2 === 0;
  return Uint8Array.from({ length: SIZE * SIZE * 3 }, (_, i) => {
    const base = comedy ? [190, 120, 60] : [40, 60, 120];
    return Math.max(0, Math.min(255, base[i % 3] + random.between(-60, 60)));
  });
}

function planOf(count: number): Plan {
  const samples = Array.from({ length: count }, (_, i): Sample => ({
    key: `film-${i}`,
    file: `posters/${i}.jpg`,
    identity: `file|posters/${i}.jpg|1|1`,
    title: `Film ${i}`,
    target: i % 2,
    split: i % 5 === 4 ? 'validation' : 'train',
  }));
  const sizes = { train: 0, validation: 0, test: 0 };
  for (const { split } of samples) sizes[split]++;
  return {
    classNames: CLASSES,
    heads: [genreHead(CLASSES)],
    samples,
    answers: Float32Array.from(samples, ({ target }) => target),
    funnel: [{ rule: 'no-genre', before: count + 3, removed: 3, after: count }],
    join: { matched: count, missing: 2, unused: 1, duplicate: 0, undecodable: 1, by: { imdb: count } },
    counts: [sizes, sizes],
    distributions: [
      {
        bars: CLASSES.map((name) => ({ name, films: count / 2 })),
        known: count,
        baseline: { kind: 'class', name: CLASSES[0], accuracy: 0.5 },
      },
    ],
    doubts: [],
    sizes,
    warnings: [],
    fingerprint: 'abc',
  };
}

/** Calls made to the data worker. */
const asked = { pixels: 0 };

const data: Partial<Implementation<DataApi>> = {
  plan: ({ recipe }, { emit }) => {
    emit({ ...uncounted('Examining posters'), done: 1, total: 60, unit: 'posters' });
    if (recipe.title === 'fails')
      throw new OnesheetError('plan-no-posters', 'None of the 3 films has a poster.', 'Add posters.');
    return planOf(60);
  },
  posterBatch: ({ keys }) => {
    const found = [...keys.keys()].filter((place) => keys[place] !== UNDECODABLE);
    asked.pixels += found.length;
    const pixels = new Uint8Array(found.length * SIZE * SIZE * 3);
    for (const [i, place] of found.entries()) pixels.set(picture(keys[place]), i * SIZE * SIZE * 3);
    const undecodable = keys
      .filter((key) => key === UNDECODABLE)
      .map((key) => ({
        kind: 'image-truncated',
        line: null,
        file: key,
        reason: 'It is cut off.',
        found: '',
      }));
    return new Transferred({ found, pixels, undecodable }, [pixels.buffer]);
  },
};

describe('the compute worker', () => {
  const toData = new MessageChannel();
  const toCompute = new MessageChannel();
  let server: Server;
  let compute: Remote<ComputeApi>;
  let requests = 0;

  beforeAll(async () => {
    const weights = bundledWeights();
    serve<DataApi>(toData.port1, data as Implementation<DataApi>);
    serve<ComputeApi>(toCompute.port1, computeApi(new ComputeState()));
    compute = connect<ComputeApi>(toCompute.port2);
    server = createServer((request, response) => {
      requests++;
      if (request.url === '/some/path/backbones/open-images-mobilenet-v2/model.safetensors')
        response.end(weights);
      else response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/some/path/`;
    await compute.call('attach', { data: toData.port2, base }, { transfer: [toData.port2] });
  });

  afterAll(() => {
    server.close();
    for (const { port1, port2 } of [toData, toCompute]) {
      port1.close();
      port2.close();
    }
  });

  function train(settings?: RecipeInput, options?: CallOptions<TrainEvent>): Promise<Run> {
    return compute.call('train', { recipe: recipeWith(settings), backend: 'wasm' }, options);
  }

  it('trains a plan to a run that is stored completely', async () => {
    const events: TrainEvent[] = [];
    const run = await train({ title: 'First' }, { onEvent: (event) => events.push(event) });
    expect(run).toMatchObject({
      status: 'finished',
      recipe: { title: 'First' },
      classNames: CLASSES,
      fingerprint: 'abc',
      device: { backend: 'wasm' },
      // one poster turned out to be unreadable: it is counted but not used
      join: { matched: 60, undecodable: 2 },
      sizes: { train: 47, validation: 12, test: 0 },
    });
    expect(run.history.map((record) => record.epoch)).toEqual([1, 2, 3, 4]);
    expect(run.keptEpoch).toBeGreaterThan(0);
    expect(run.predictions.keys).toHaveLength(59);
    expect(run.predictions.keys).not.toContain(UNDECODABLE);

    const phases = events.flatMap((event) => (event.kind === 'progress' ? [event.progress.phase] : []));
    // a plan that examines posters takes minutes, so it reports progress
    expect(phases.slice(0, 2)).toEqual(['Planning', 'Examining posters']);
    const kinds = new Set(events.map((event) => event.kind));
    expect(kinds).toEqual(new Set(['progress', 'plan', 'batches', 'epoch']));
    const losses = events.flatMap((event) => (event.kind === 'batches' ? event.losses : []));
    expect(losses).toHaveLength(4 * Math.ceil(47 / 8));
    expect(await compute.call('run', { id: run.id })).toEqual(run);
    const [listed] = await compute.call('runs', null);
    expect(listed).toMatchObject({ id: run.id, status: 'finished', keptEpoch: run.keptEpoch });
    expect(listed).not.toHaveProperty('predictions');
  });

  it('reports and stores the metric by which the kept epoch was the best', async () => {
    const told: TrainEvent[] = [];
    const stopping = { metric: 'macro-f1', patience: 10, minDelta: 0.02 } as const;
    const run = await train({ stopping }, { onEvent: (event) => told.push(event) });
    const records = told.flatMap((event) => (event.kind === 'epoch' ? [event.record] : []));
    expect(records.map(({ monitored }) => monitored?.metric)).toEqual(records.map(() => 'macro-f1'));
    expect(bestEpoch(records, stopping.minDelta)?.epoch).toBe(run.keptEpoch);
    const [listed] = await compute.call('runs', null);
    expect(listed).toMatchObject({ id: run.id, history: records });
  });

  it('predicts as well as its history says, and learns to tell the classes apart', async () => {
    const run = await train();
    const rows = [...run.predictions.splits.keys()].filter(
      (row) => run.predictions.splits[row] === ('validation' satisfies SplitName),
    );
    const predicted = argmaxRows(run.predictions.probabilities, 2);
    const share = accuracy(
      rows.map((row) => run.predictions.actual[row]),
      rows.map((row) => predicted[row]),
    );
    expect(share).toBe(run.history[run.keptEpoch - 1].validationAccuracy);
    expect(share).toBeGreaterThan(0.9);
  });

  it.each(['pixels', 'features'] as const)(
    'predicts by neighbours from %s, for every k of a sweep',
    async (on) => {
      const events: TrainEvent[] = [];
      const model: RecipeInput['model'] = { kind: 'neighbours', method: 'knn', k: 5, sweep: [1, 3, 5], on };
      const run = await train({ model }, { onEvent: (event) => events.push(event) });
      expect(run).toMatchObject({ status: 'finished', history: [], keptEpoch: 0, join: { undecodable: 2 } });
      expect(run.predictions.keys).toHaveLength(59);
      const predicted = argmaxRows(run.predictions.probabilities, 2);
      const rows = [...run.predictions.splits.keys()].filter(
        (row) => run.predictions.splits[row] === 'validation',
      );
      const share = accuracy(
        rows.map((row) => run.predictions.actual[row]),
        rows.map((row) => predicted[row]),
      );
      expect(share).toBeGreaterThan(0.9);
      const ofOwnK = run.sweep?.find(({ k, split }) => k === 5 && split === 'validation');
      expect(ofOwnK?.figures.accuracy).toBe(share);
      expect(run.sweep?.map(({ k, split }) => `${k} ${split}`)).toEqual(
        [1, 3, 5].flatMap((k) => [`${k} train`, `${k} validation`]),
      );
      const phases = events.flatMap((event) => (event.kind === 'progress' ? event.progress.phase : []));
      expect(phases).toContain('Comparing posters');
      expect(await compute.call('run', { id: run.id })).toEqual(run);
      await expect(compute.call('exportModel', { id: run.id, format: OWN_FORMAT })).rejects.toMatchObject({
        code: 'run-missing',
      });
    },
  );

  it('predicts by chance, from the seed', async () => {
    const run = await train({ model: { kind: 'random' } });
    expect(run).toMatchObject({ status: 'finished', sizes: { train: 48, validation: 12, test: 0 } });
    const again = await train({ model: { kind: 'random' } });
    expect(again.predictions).toEqual(run.predictions);
    const other = await train({ model: { kind: 'random' }, seed: 2 });
    expect(other.predictions.probabilities).not.toEqual(run.predictions.probabilities);
  });

  it('computes features once, loads the weights once, and leaks no tensors', async () => {
    await train();
    const before = { tensors: memory().numTensors, pixels: asked.pixels, requests };
    const [one, two] = [await train({ seed: 5 }), await train({ seed: 5 })];
    expect({ tensors: memory().numTensors, pixels: asked.pixels, requests }).toEqual(before);
    expect(two.predictions).toEqual(one.predictions);
    const figures = (run: Run) => run.history.map((record) => ({ ...record, seconds: 0 }));
    expect(figures(two)).toEqual(figures(one));
  });

  it('gives the same probabilities from the exported ZIP, to within 1e-5', async () => {
    const run = await train({ head: { hidden: 6 } });
    const zip = await compute.call('exportModel', { id: run.id, format: OWN_FORMAT });
    const summary = await compute.call('openModel', { file: zip, backend: 'wasm' });
    expect(summary).toMatchObject({
      classNames: CLASSES,
      images: run.recipe.images,
      createdAt: run.createdAt,
    });
    expect(summary.card).toContain('## Figures on the validation side (12 posters)');

    const posters = [...run.predictions.keys, UNDECODABLE].map((key) => ({ key, file: `${key}.jpg` }));
    const { predictions, undecodable, device } = await compute.call('predict', { posters });
    expect(device.backend).toBe('wasm');
    expect(undecodable.map((problem) => problem.file)).toEqual([UNDECODABLE]);
    expect(predictions.map((prediction) => prediction.key)).toEqual(run.predictions.keys);
    let furthest = 0;
    for (const [row, { probabilities, predicted }] of predictions.entries()) {
      for (const [k, probability] of probabilities.entries())
        furthest = Math.max(furthest, Math.abs(probability - run.predictions.probabilities[row * 2 + k]));
      expect(predicted).toBe(probabilities[0] >= probabilities[1] ? 0 : 1);
    }
    expect(furthest).toBeLessThan(1e-5);
  });

  it.each<RecipeInput>([
    { depth: { kind: 'last', stages: 1 } },
    { depth: { kind: 'staged', headEpochs: 2, stages: 1 }, augmentation: [{ kind: 'horizontal-flip' }] },
    {
      depth: { kind: 'all' },
      backbone: { architecture: { family: 'plain-cnn' }, weights: { kind: 'random' } },
    },
  ])('trains a network, and leaks no tensors: %j', { timeout: 60_000 }, async (settings) => {
    await train();
    const before = memory().numTensors;
    const run = await train({ ...settings, optimizer: { learningRate: 0.002 } });
    expect(memory().numTensors).toBe(before);
    expect(run).toMatchObject({
      status: 'finished',
      join: { undecodable: 2 },
      sizes: { train: 47, validation: 12, test: 0 },
    });
    expect(run.history.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4]);
    const { splits, probabilities, actual } = run.predictions;
    const rows = [...splits.keys()].filter((row) => splits[row] === 'validation');
    const predicted = argmaxRows(probabilities, 2);
    const share = accuracy(
      rows.map((row) => actual[row]),
      rows.map((row) => predicted[row]),
    );
    expect(share).toBe(run.history[run.keptEpoch - 1].validationAccuracy);
    expect(share).toBeGreaterThan(0.6);
    const again = await train({ ...settings, optimizer: { learningRate: 0.002 } });
    expect(again.predictions).toEqual(run.predictions);
  });

  it('pauses, reports it, and resumes', async () => {
    const kinds: string[] = [];
    const done = train(
      { training: { epochs: 200 } },
      {
        onEvent: (event) => {
          kinds.push(event.kind);
          if (event.kind === 'epoch' && event.record.epoch === 2) void compute.call('pause', null);
        },
      },
    );
    await expect.poll(() => kinds.includes('paused'), { timeout: 10_000 }).toBe(true);
    const seen = kinds.length;
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(kinds).toHaveLength(seen);
    expect(kinds).not.toContain('resumed');
    await compute.call('resume', null);
    const run = await done;
    expect(kinds).toContain('resumed');
    expect(run).toMatchObject({ status: 'finished' });
    expect(run.history).toHaveLength(200);
  });

  it('keeps its results so far if it is stopped, paused or not', async () => {
    const before = memory().numTensors;
    for (const paused of [false, true]) {
      const controller = new AbortController();
      const run = await train(
        { training: { epochs: 10_000 } },
        {
          signal: controller.signal,
          onEvent: (event) => {
            if (event.kind === 'epoch' && event.record.epoch === 3)
              if (paused) void compute.call('pause', null);
              else controller.abort();
            if (event.kind === 'paused') controller.abort();
          },
        },
      );
      expect(run.status).toBe('stopped');
      expect(run.history.length).toBeGreaterThanOrEqual(3);
      expect(run.history.length).toBeLessThan(10_000);
      expect(run.predictions.keys).toHaveLength(59);
      expect(await compute.call('run', { id: run.id })).toEqual(run);
      expect((await compute.call('exportModel', { id: run.id, format: OWN_FORMAT })).size).toBeGreaterThan(
        1e6,
      );
    }
    expect(memory().numTensors).toBe(before);
  });

  it('keeps nothing if it is stopped before there are results', async () => {
    const known = (await compute.call('runs', null)).length;
    const controller = new AbortController();
    const done = train(
      {},
      {
        signal: controller.signal,
        onEvent: (event) => {
          if (event.kind === 'plan') controller.abort();
        },
      },
    );
    await expect(done).rejects.toMatchObject({ code: 'stopped' });
    expect(await compute.call('runs', null)).toHaveLength(known);
  });

  it('trains one run at a time, and says so', async () => {
    const controller = new AbortController();
    const first = train({ training: { epochs: 10_000 } }, { signal: controller.signal });
    await expect(train()).rejects.toMatchObject({ code: 'training-busy' });
    controller.abort();
    await expect(first).rejects.toMatchObject({ code: 'stopped' });
  });

  it.each<RecipeInput>([
    {},
    { depth: { kind: 'last', stages: 1 } },
    {
      depth: { kind: 'all' },
      backbone: { architecture: { family: 'plain-cnn' }, weights: { kind: 'random' } },
    },
  ])(
    'finds a learning rate, stores nothing and leaks no tensors: %j',
    { timeout: 120_000 },
    async (given) => {
      // what stays on the device in any case
      await train();
      const before = { tensors: memory().numTensors, runs: (await compute.call('runs', null)).length };
      const events: FinderEvent[] = [];
      const { points, suggestions } = await compute.call(
        'findLearningRate',
        { recipe: recipeWith(given), backend: 'wasm' },
        { onEvent: (event) => events.push(event) },
      );
      expect({ tensors: memory().numTensors, runs: (await compute.call('runs', null)).length }).toEqual(
        before,
      );
      expect(points.length).toBeGreaterThan(50);
      for (const [i, { learningRate, loss }] of points.entries()) {
        expect(learningRate).toBeCloseTo(1e-7 * 10 ** ((8 * i) / 99), 8);
        expect(loss).toBeGreaterThanOrEqual(0);
      }
      // two classes with different colours: the loss falls, and both suggestions are within the fall
      const { valley, steepest } = suggestions;
      for (const rate of [valley, steepest]) {
        expect(rate).toBeGreaterThan(1e-6);
        expect(rate).toBeLessThan(points[points.length - 1].learningRate);
      }
      expect(events.flatMap((event) => (event.kind === 'point' ? event.point : []))).toEqual(points);
      expect(events[0]).toMatchObject({ kind: 'device', device: { backend: 'wasm' } });
      expect(events.some((event) => event.kind === 'progress' && event.progress.unit === 'steps')).toBe(true);
    },
  );

  it('finds the same learning rate twice', async () => {
    const find = () => compute.call('findLearningRate', { recipe: recipeWith(), backend: 'wasm' });
    expect(await find()).toEqual(await find());
  });

  it(
    'searches for a learning rate while nothing else runs, until it is stopped',
    { timeout: 60_000 },
    async () => {
      const before = memory().numTensors;
      const controller = new AbortController();
      const recipe = recipeWith({ depth: { kind: 'all' } });
      const first = compute.call(
        'findLearningRate',
        { recipe, backend: 'wasm' },
        {
          signal: controller.signal,
          onEvent: (event) => {
            if (event.kind === 'point') controller.abort();
          },
        },
      );
      const busy = { code: 'training-busy', message: 'A search for a learning rate is under way.' };
      await expect(train()).rejects.toMatchObject(busy);
      await expect(compute.call('findLearningRate', { recipe, backend: 'wasm' })).rejects.toMatchObject(busy);
      await expect(first).rejects.toMatchObject({ code: 'stopped' });
      // the next run can start
      expect(await train()).toMatchObject({ status: 'finished' });
      expect(memory().numTensors).toBe(before);
    },
  );

  it('has no learning rate for neighbours', async () => {
    const recipe = recipeWith({ model: { kind: 'random' } });
    await expect(compute.call('findLearningRate', { recipe, backend: 'wasm' })).rejects.toMatchObject({
      code: 'recipe-invalid',
    });
  });

  it('stores a failed run with its error', async () => {
    await expect(train({ title: 'fails' })).rejects.toMatchObject({ code: 'plan-no-posters' });
    const [newest] = await compute.call('runs', null);
    expect(newest).toMatchObject({ status: 'failed', error: { code: 'plan-no-posters' } });
    await expect(compute.call('exportModel', { id: newest.id, format: OWN_FORMAT })).rejects.toMatchObject({
      code: 'run-missing',
    });
    await compute.call('deleteRun', { id: newest.id });
    await expect(compute.call('run', { id: newest.id })).rejects.toMatchObject({ code: 'run-missing' });
  });

  it('rejects a file that is not a model, and keeps the open one', async () => {
    const file = new Blob(['nothing']);
    await expect(compute.call('openModel', { file, backend: 'auto' })).rejects.toMatchObject({
      code: 'model-broken',
    });
    const { predictions } = await compute.call('predict', { posters: [{ key: 'film-1', file: 'a.jpg' }] });
    expect(predictions).toHaveLength(1);
  });

  it('lists the backends', async () => {
    const { found, chosen } = await compute.call('backends', null);
    expect(found.map((report) => report.backend)).toEqual(['webgpu', 'webgl', 'wasm', 'cpu']);
    expect(chosen.backend).toBe('wasm');
  });
});
