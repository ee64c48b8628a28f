/** Whole trainings on WebGPU with a software adapter: what they report before the first step, and mixed precision. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../../core/random';
import { recipeSchema, type RecipeInput } from '../../core/recipe/recipe';
import { genreHead } from '../../core/heads';
import type { SplitName } from '../../core/splits/split-name';
import { initialWeights } from '../layers/initialise';
import type { NetworkOps } from '../layers/ops';
import { opsFor } from '../layers/ops-for';
import { webgpuOps } from '../layers/webgpu-ops';
import { startWebGPU } from '../testing/start-webgpu';
import { tinyArchitecture } from '../testing/tiny-architecture';
import type { BatchSource } from './batch-source';
import type { NetworkEvent } from './network-events';
import { NetworkSession } from './train-network';

beforeAll(() => startWebGPU());

const [WIDTH, HEIGHT, COUNT] = [12, 8, 20];
const SPLITS = Array.from({ length: COUNT }, (_, i): SplitName => (i % 5 === 4 ? 'validation' : 'train'));
const TARGETS = Float32Array.from({ length: COUNT }, (_, i) => i % 3);

/** Reddish, greenish or bluish noise by class. */
const noise: BatchSource = {
  width: WIDTH,
  height: HEIGHT,
  async *batches(groups: readonly (readonly number[])[]) {
    for (const rows of groups) {
      await Promise.resolve();
      const values = rows.flatMap((row) => {
        const random = new Random(row, 'noise');
        return Array.from(
          { length: WIDTH * HEIGHT * 3 },
          (_, p) => random.below(120) + (p % 3 === TARGETS[row] ? 100 : 0),
        );
      });
      yield { rows: [...rows], pixels: Uint8Array.from(values) };
    }
  },
};

function open(settings: RecipeInput, ops?: NetworkOps): NetworkSession {
  const architecture = tinyArchitecture({ dropout: 0.1 });
  const recipe = recipeSchema.parse({
    depth: { kind: 'all' },
    optimizer: { learningRate: 0.02 },
    training: { epochs: 8, batchSize: 8 },
    ...settings,
  });
  return new NetworkSession({
    architecture,
    weights: initialWeights(architecture, 1),
    ops: ops ?? opsFor('webgpu', recipe.step.precision),
    answers: { heads: [genreHead(['red', 'green', 'blue'])], values: TARGETS },
    splits: SPLITS,
    source: noise,
    recipe,
  });
}

async function train(settings: RecipeInput, ops?: NetworkOps): Promise<NetworkEvent[]> {
  const session = open(settings, ops);
  const events: NetworkEvent[] = [];
  for await (const event of session.epochs()) events.push(event);
  session.dispose();
  return events;
}

const lossesOf = (events: NetworkEvent[]) =>
  events.flatMap((event) => (event.kind === 'epoch' ? event.record.trainLoss : []));
const countsOf = (events: NetworkEvent[]) =>
  events.flatMap((event) => (event.kind === 'phase' && event.count ? event.count : []));

describe('a training on WebGPU', { timeout: 300_000 }, () => {
  let float: NetworkEvent[] = [];

  it('reports each shader before the first step, and compiles none that already exists', async () => {
    const before = tf.memory().numTensors;
    float = await train({});
    const counts = countsOf(float);
    expect(counts[0].total).toBeGreaterThan(10);
    expect(counts.at(-1)).toEqual({ done: counts[0].total, total: counts[0].total, unit: 'shaders' });
    expect(float.findIndex(({ kind }) => kind === 'batches')).toBeGreaterThan(
      float.findLastIndex(({ kind }) => kind === 'phase'),
    );
    expect(tf.memory().numTensors).toBe(before);
    const again = await train({});
    expect(countsOf(again).at(-1)?.total ?? 0).toBe(0);
    expect(lossesOf(again)).toEqual(lossesOf(float));
  });

  it('learns the same in mixed precision', async () => {
    const before = tf.memory().numTensors;
    const mixed = lossesOf(await train({ step: { precision: 'mixed' } }));
    const plain = lossesOf(float);
    expect(plain[7]).toBeLessThan(0.8 * plain[0]);
    for (const [i, loss] of mixed.entries()) expect(Math.abs(loss - plain[i])).toBeLessThan(0.05);
    // otherwise nothing would have been rounded
    expect(mixed).not.toEqual(plain);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('reports shaders before a learning-rate search, too', async () => {
    const before = tf.memory().numTensors;
    // an optimizer whose shader no other test uses
    const session = open({ optimizer: { kind: 'rmsprop', momentum: 0.5 } });
    const told: string[] = [];
    for await (const event of session.findRates({ steps: 3 }))
      told.push('phase' in event ? `${event.phase} ${event.count?.done}/${event.count?.total}` : 'point');
    const shaders = told.filter((one) => one.startsWith('Compiling shaders'));
    const total = shaders[0].split('/')[1];
    expect(Number(total)).toBeGreaterThan(0);
    expect(shaders.at(-1)).toBe(`Compiling shaders ${total}/${total}`);
    expect(told.indexOf('point')).toBeGreaterThan(told.lastIndexOf(shaders.at(-1) ?? ''));
    session.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('reports once if its steps cannot be recorded', async () => {
    const notesOf = (events: NetworkEvent[]) =>
      events.flatMap((event) => (event.kind === 'note' ? event.note : []));
    // a recorded step must compute nothing on the CPU, as tfjs does with small tensors
    const unrecordable: NetworkOps = {
      ...webgpuOps,
      dense(...given) {
        if (!tf.env().getBool('WEBGPU_CPU_FORWARD')) throw new Error('This has to be computed on the CPU.');
        return webgpuOps.dense(...given);
      },
    };
    const events = await train({ training: { epochs: 2, batchSize: 8 } }, unrecordable);
    expect(notesOf(events)).toEqual([expect.stringContaining('slower')]);
    // not only at the end
    expect(events.findIndex(({ kind }) => kind === 'note')).toBeLessThan(
      events.findIndex(({ kind }) => kind === 'epoch'),
    );
    expect(notesOf(float)).toEqual([]);
  });

  it('can be stopped while shaders are being compiled', async () => {
    const before = tf.memory().numTensors;
    const session = open({ optimizer: { kind: 'rmsprop' } });
    const events = session.epochs();
    const { value } = await events.next();
    expect(value).toMatchObject({ phase: 'Compiling shaders', count: { done: 0 } });
    await events.return();
    session.dispose();
    expect(tf.memory().numTensors).toBe(before);
    expect(lossesOf(await train({ optimizer: { kind: 'rmsprop' }, training: { epochs: 1 } }))).toHaveLength(
      1,
    );
  });
});
