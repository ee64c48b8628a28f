import '@tensorflow/tfjs-backend-cpu';
import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { accuracy, argmaxRows } from '../../core/metrics';
import { Random } from '../../core/random';
import { recipeSchema, type RecipeInput } from '../../core/recipe/recipe';
import { bestEpoch } from '../../core/run/best-epoch';
import { genreHead, type Head } from '../../core/heads';
import type { SplitName } from '../../core/splits/split-name';
import { chooseBackend } from '../backends/backends';
import { initialWeights } from '../layers/initialise';
import { plainOps } from '../layers/plain-ops';
import { tinyArchitecture } from '../testing/tiny-architecture';
import { MemoryActivations } from './activation-store';
import { groupsOf, type BatchSource } from './batch-source';
import { NetworkInputs, type InputBatch } from './network-inputs';
import { TrainableNetwork } from '../layers/trainable-network';
import type { FinderPoint } from '../schedules/learning-rate-finder';
import type { NetworkEvent } from './network-events';
import { NetworkSession, type NetworkTraining } from './train-network';

const [WIDTH, HEIGHT] = [12, 8];
const COUNT = 60;
const SPLITS = Array.from({ length: COUNT }, (_, i): SplitName =>
  i % 5 === 4 ? 'validation' : i % 11 === 10 ? 'test' : 'train',
);
const TARGETS = Float32Array.from({ length: COUNT }, (_, i) => i % 3);

/** Reddish, greenish or bluish noise by class; counts how many images were requested. */
class Noise implements BatchSource {
  readonly width = WIDTH;
  readonly height = HEIGHT;
  asked = 0;
  constructor(private readonly unreadable: readonly number[] = []) {}

  async *batches(groups: readonly (readonly number[])[], epoch: number | null) {
    for (const group of groups) {
      await Promise.resolve();
      const rows = group.filter((row) => !this.unreadable.includes(row));
      this.asked += group.length;
      const pixels = new Uint8Array(rows.length * WIDTH * HEIGHT * 3);
      for (const [i, row] of rows.entries()) {
        const random = new Random(row, `noise/${epoch}`);
        for (let p = 0; p < WIDTH * HEIGHT * 3; p++)
          pixels[i * WIDTH * HEIGHT * 3 + p] = random.below(120) + (p % 3 === TARGETS[row] ? 100 : 0);
      }
      yield { rows, pixels };
    }
  }
}

function training(settings: RecipeInput = {}, changes: Partial<NetworkTraining> = {}): NetworkTraining {
  const architecture = tinyArchitecture({ dropout: 0.1 });
  return {
    architecture,
    weights: initialWeights(architecture, 1),
    ops: plainOps,
    answers: { heads: [genreHead(['red', 'green', 'blue'])], values: TARGETS },
    splits: SPLITS,
    source: new Noise(),
    recipe: recipeSchema.parse({
      depth: { kind: 'all' },
      optimizer: { learningRate: 0.02 },
      ...settings,
      training: { epochs: 3, batchSize: 16, ...settings.training },
    }),
    ...changes,
  };
}

async function run(
  given: NetworkTraining,
  use?: (session: NetworkSession) => Promise<void>,
): Promise<NetworkEvent[]> {
  const session = new NetworkSession(given);
  const events: NetworkEvent[] = [];
  try {
    for await (const event of session.epochs()) events.push(event);
    await use?.(session);
  } finally {
    session.dispose();
  }
  return events;
}

let best = 0;

const epochsOf = (events: NetworkEvent[]) => events.filter((event) => event.kind === 'epoch');
const lossesOf = (events: NetworkEvent[]) =>
  events.flatMap((event) => (event.kind === 'batches' ? event.losses : []));

beforeAll(async () => {
  await chooseBackend('cpu');
});

describe('training a network', () => {
  it.each<RecipeInput['depth']>([
    { kind: 'head' },
    { kind: 'last', stages: 1 },
    { kind: 'all' },
    { kind: 'staged', headEpochs: 3, ratePerStage: 0.5 },
  ])('learns what can be seen, and leaves no tensor behind: %j', async (depth) => {
    const before = memory().numTensors;
    const events = await run(training({ depth, training: { epochs: 8 } }), async (session) => {
      const rows = SPLITS.flatMap((side, row) => (side === 'validation' ? [row] : []));
      const { rows: read, predictions } = await session.predict(rows);
      expect(read).toEqual(rows);
      const share = accuracy(
        rows.map((row) => TARGETS[row]),
        argmaxRows(predictions, 3),
      );
      expect(share).toBeGreaterThan(0.6);
    });
    const epochs = epochsOf(events);
    expect(epochs.map(({ record }) => record.epoch)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(epochs[7].record.trainLoss).toBeLessThan(epochs[0].record.trainLoss);
    expect(memory().numTensors).toBe(before);
  });

  it('gives the same figures for the same seed, others for another', async () => {
    const settings: RecipeInput = { depth: { kind: 'all' }, augmentation: [{ kind: 'rotation' }] };
    const one = lossesOf(await run(training({ ...settings, seed: 1 })));
    const again = lossesOf(await run(training({ ...settings, seed: 1 })));
    const two = lossesOf(await run(training({ ...settings, seed: 2 })));
    expect(again).toEqual(one);
    expect(two).not.toEqual(one);
    expect(one).toHaveLength(3 * 3);
  });

  it('asks for each poster once if the frozen part gives the same each time, but for those that fill a batch up', async () => {
    const trained = SPLITS.filter((side) => side !== 'test').length;
    // the last batch of an epoch is filled up, in the first one before the others' activations are kept
    const fillers = 16 - (SPLITS.filter((side) => side === 'train').length % 16);
    const still = new Noise();
    await run(training({ depth: { kind: 'last', stages: 1 } }, { source: still }));
    expect(still.asked).toBe(trained + fillers);
    const turned = new Noise();
    const rotated: RecipeInput = { depth: { kind: 'last', stages: 1 }, augmentation: [{ kind: 'rotation' }] };
    await run(training(rotated, { source: turned }));
    expect(turned.asked).toBe(3 * (trained + fillers));
    const mirrored = new Noise();
    const settings: RecipeInput = {
      depth: { kind: 'last', stages: 1 },
      augmentation: [{ kind: 'horizontal-flip' }],
      training: { epochs: 12 },
    };
    await run(training(settings, { source: mirrored }));
    // as it is and mirrored; a poster may never have been drawn one of the two ways
    const most = trained + fillers + SPLITS.filter((side) => side === 'train').length;
    expect(mirrored.asked).toBeLessThanOrEqual(most);
  });

  it('gives the same losses whether activations are stored or not', async () => {
    const kept = lossesOf(await run(training({ depth: { kind: 'last', stages: 1 } })));
    const none = () => Promise.resolve(new MemoryActivations(0));
    const anew = lossesOf(await run(training({ depth: { kind: 'last', stages: 1 } }, { open: none })));
    for (const [i, loss] of anew.entries()) expect(loss).toBeCloseTo(kept[i], 6);
  });

  it('changes what is unfrozen and nothing else', async () => {
    const given = training({ depth: { kind: 'last', stages: 1 } });
    const kept = epochsOf(await run(given)).findLast((event) => event.kept)?.kept;
    for (const [name, { data }] of kept ?? []) {
      const same = data.every((value, i) => value === given.weights.get(name)?.data[i]);
      expect([name, same]).toEqual([name, /^(conv|norm)\//.test(name)]);
    }
    expect(kept?.size).toBe(given.weights.size);
  });

  it('excludes unreadable posters from every count', async () => {
    const source = new Noise([0, 4, 7]);
    const events = await run(training({}, { source }), async (session) => {
      const { rows } = await session.predict([0, 1, 2, 4, 7, 9]);
      expect(rows).toEqual([1, 2, 9]);
    });
    const [{ confusion }] = epochsOf(events);
    expect(confusion.reduce((sum, count) => sum + count)).toBe(11);
  });

  it.each([
    ['training', { kind: 'all' }],
    ['validation', { kind: 'all' }],
    ['training', { kind: 'last', stages: 1 }],
    ['training', { kind: 'staged', headEpochs: 2 }],
    ['validation', { kind: 'head' }],
  ] as const)('throws if no %s poster can be read: %j', async (side, depth) => {
    const before = memory().numTensors;
    const unreadable = SPLITS.flatMap((split, row) => (side.startsWith(split) ? [row] : []));
    await expect(run(training({ depth }, { source: new Noise(unreadable) }))).rejects.toMatchObject({
      code: 'plan-too-few-films',
      message: `There is no film on the ${side} side.`,
    });
    expect(memory().numTensors).toBe(before);
  });

  it.each<RecipeInput>([
    { step: { clipNorm: 0.1 } },
    { step: { accumulate: 2 } },
    { step: { averaging: { decay: 0.9 } } },
    { mixing: { kind: 'mixup' } },
    { mixing: { kind: 'cutmix' } },
    { schedule: { kind: 'one-cycle' } },
    { balance: { sampling: 'over', classWeights: 'balanced' } },
    { optimizer: { kind: 'sgd', learningRate: 0.1 } },
    { depth: { kind: 'staged', headEpochs: 2 } },
  ])('trains and leaves no tensor behind with %j', async (settings) => {
    const before = memory().numTensors;
    const events = await run(training({ ...settings, training: { epochs: 6 } }));
    const losses = epochsOf(events).map(({ record }) => record.trainLoss);
    expect(losses).toHaveLength(6);
    expect(losses[5]).toBeLessThan(losses[0]);
    expect(memory().numTensors).toBe(before);
  });

  it.each<RecipeInput['optimizer']>([{ kind: 'adam' }, { kind: 'sgd', momentum: 0 }])(
    'cycles the momentum of %j',
    async (optimizer) => {
      const settings: RecipeInput = { optimizer };
      const losses = async (cycleMomentum: boolean) =>
        lossesOf(await run(training({ ...settings, schedule: { kind: 'one-cycle', cycleMomentum } })));
      const [cycled, still] = [await losses(true), await losses(false)];
      // the first loss is from before any step, and in the first step momentum has no effect yet
      expect(cycled[0]).toBe(still[0]);
      expect(cycled.slice(2)).not.toEqual(still.slice(2));
    },
  );

  it('stops by `return()`, at any point, five times in a row, and leaves no tensor behind', async () => {
    const before = memory().numTensors;
    for (const pulls of [0, 1, 2, 3, 7]) {
      const session = new NetworkSession(training({ depth: { kind: 'staged', headEpochs: 1 } }));
      const events = session.epochs();
      for (let i = 0; i < pulls; i++) await events.next();
      await events.return();
      session.dispose();
      expect(memory().numTensors).toBe(before);
    }
  });

  it('holds as many tensors after 200 steps as after ten', async () => {
    const session = new NetworkSession(training({ training: { epochs: 70 } }));
    const counts: number[] = [];
    for await (const event of session.epochs())
      if (event.kind === 'batches') counts.push(memory().numTensors);
    session.dispose();
    expect(counts.length).toBeGreaterThanOrEqual(200);
    expect(counts.at(-1)).toBe(counts[10]);
  });

  it('ends early, and keeps the best weights', async () => {
    const settings: RecipeInput = {
      training: { epochs: 60 },
      optimizer: { learningRate: 0.3 },
      stopping: { metric: 'accuracy', patience: 4 },
    };
    const events = epochsOf(
      await run(training(settings), async (session) => {
        const rows = SPLITS.flatMap((side, row) => (side === 'validation' ? [row] : []));
        const { predictions } = await session.predict(rows);
        best = accuracy(
          rows.map((row) => TARGETS[row]),
          argmaxRows(predictions, 3),
        );
      }),
    );
    expect(events.length).toBeLessThan(60);
    const last = events.findLastIndex(({ kept }) => kept);
    expect(events.length - 1 - last).toBe(4);
    expect(best).toBe(events[last].record.validationAccuracy);
    expect(bestEpoch(events.map(({ record }) => record))).toBe(events[last].record);
  });

  it('names the kept epoch in its records, over all phases', async () => {
    const settings: RecipeInput = {
      depth: { kind: 'staged', headEpochs: 3 },
      training: { epochs: 8 },
      stopping: { metric: 'macro-f1', patience: 8, minDelta: 0.01 },
    };
    const events = epochsOf(await run(training(settings)));
    expect(events.map(({ record }) => record.epoch)).toEqual(events.map((_event, at) => at + 1));
    expect(new Set(events.map(({ record }) => record.monitored.metric))).toEqual(new Set(['macro-f1']));
    const kept = events.findLast((event) => event.kept);
    expect(
      bestEpoch(
        events.map(({ record }) => record),
        0.01,
      ),
    ).toBe(kept?.record);
  });

  it('trains several heads at once, with missing answers', async () => {
    const value: Head = { task: 'score', kind: 'value', title: 'Score', names: ['Score'], unit: 'points' };
    const heads = [genreHead(['red', 'green', 'blue']), value];
    const values = Float32Array.from(
      [...TARGETS].flatMap((target, row) => [
        row % 7 === 0 ? NaN : target,
        row % 4 === 0 ? NaN : 100 + target,
      ]),
    );
    const settings: RecipeInput = { depth: { kind: 'staged', headEpochs: 5 }, training: { epochs: 40 } };
    const given = { ...training(settings), answers: { heads, values } };
    given.architecture = tinyArchitecture({ dropout: 0.1, classes: 4 });
    given.weights = initialWeights(given.architecture, 1);
    await run(given, async (session) => {
      const rows = [...TARGETS.keys()];
      const { predictions } = await session.predict(rows);
      const errors = rows.map((row) => Math.abs(predictions[row * 4 + 3] - 100 - TARGETS[row]));
      // predicting the mean of all would be wrong by 0.67
      expect(errors.reduce((sum, error) => sum + error) / COUNT).toBeLessThan(0.5);
    });
  });

  it('finds learning rates, and restores the weights', async () => {
    const before = memory().numTensors;
    const given = training({ depth: { kind: 'last', stages: 1 } });
    const session = new NetworkSession(given);
    const points: FinderPoint[] = [];
    for await (const point of session.findRates({ steps: 30, from: 1e-5, smoothing: 0.5 }))
      if ('loss' in point) points.push(point);
    expect(points.length).toBeGreaterThan(10);
    expect(points[0].learningRate).toBeCloseTo(1e-5, 10);
    // it falls at first; whether it diverges depends on the network
    expect(Math.min(...points.map(({ smoothed }) => smoothed))).toBeLessThan(points[0].smoothed);
    for (const [name, { data }] of given.weights)
      expect([name, session.network.variables.get(name)?.dataSync()]).toEqual([name, data]);
    session.dispose();
    expect(memory().numTensors).toBe(before);
  });

  it('reports once that mixed precision stays float32 here, and trains the same', async () => {
    const phases = (events: NetworkEvent[]) =>
      events.flatMap((event) => (event.kind === 'phase' && /float32/.test(event.phase) ? event.phase : []));
    const mixed = await run(training({ step: { precision: 'mixed' } }));
    const plain = await run(training());
    expect(phases(mixed)).toHaveLength(1);
    expect(phases(plain)).toEqual([]);
    expect(lossesOf(mixed)).toEqual(lossesOf(plain));
  });

  it('throws if the loss is no longer finite', async () => {
    const wild = training({ optimizer: { kind: 'sgd', learningRate: 10 }, training: { epochs: 40 } });
    for (const { data } of wild.weights.values()) data.fill(1e30);
    const before = memory().numTensors;
    await expect(run(wild)).rejects.toMatchObject({ code: 'training-diverged' });
    expect(memory().numTensors).toBe(before);
  });
});

describe('batches that do not come out even', () => {
  /** Pixels tell the row: each image is all of its row's number. */
  const numbered: BatchSource = {
    width: WIDTH,
    height: HEIGHT,
    async *batches(groups) {
      for (const group of groups) {
        await Promise.resolve();
        const pixels = new Uint8Array(group.length * WIDTH * HEIGHT * 3);
        for (const [i, row] of group.entries())
          pixels.fill(row, i * WIDTH * HEIGHT * 3, (i + 1) * WIDTH * HEIGHT * 3);
        yield { rows: group, pixels };
      }
    },
  };

  async function lastBatch(epoch: number) {
    const architecture = tinyArchitecture({ dropout: 0 });
    const network = new TrainableNetwork(architecture, initialWeights(architecture, 1), plainOps);
    const inputs = await NetworkInputs.open({
      network,
      cut: 0,
      source: numbered,
      size: 8,
      recipe: recipeSchema.parse({}),
      open: () => Promise.resolve(new MemoryActivations()),
    });
    try {
      let last: InputBatch | null = null;
      const rows = Array.from({ length: 9 }, (_, row) => row);
      for await (const batch of inputs.training(groupsOf(rows, 8), epoch)) last = batch;
      const [values] = last?.values ?? [];
      const image = values.length / 8;
      return { rows: last?.rows, seen: Array.from({ length: 8 }, (_, i) => values[i * image]) };
    } finally {
      inputs.close();
      network.dispose();
    }
  }

  it('are filled up with other films of the epoch, each once, without weight', async () => {
    const { rows, seen } = await lastBatch(1);
    expect(rows).toEqual([8]);
    expect(new Set(seen).size).toBe(8);
  });

  it('are filled alike in the same epoch, and otherwise in another', async () => {
    const [once, again, other] = [await lastBatch(1), await lastBatch(1), await lastBatch(2)];
    expect(again).toEqual(once);
    expect(other.seen).not.toEqual(once.seen);
  });

  it('judge as batches that do: one film more does not throw the validation loss', async () => {
    const upTo = (films: number) =>
      Array.from({ length: COUNT }, (_, i): SplitName =>
        i >= 50 ? 'validation' : i < films ? 'train' : 'test',
      );
    const lossOf = async (films: number) => {
      const events = await run(
        training({ training: { epochs: 4, batchSize: 16, keep: 'last' } }, { splits: upTo(films) }),
      );
      return (
        events.flatMap((event) => (event.kind === 'epoch' ? [event.record.validationLoss] : [])).at(-1) ?? NaN
      );
    };
    const [even, odd] = [await lossOf(32), await lossOf(33)];
    expect(Math.abs(odd - even)).toBeLessThan(0.5);
  });

  it('of one image are refused where norms learn, and are none of the head’s concern', () => {
    const one = { training: { epochs: 1, batchSize: 1 } };
    expect(() => new NetworkSession(training(one))).toThrow(
      'Batch norm cannot learn from batches of one poster.',
    );
    const head = new NetworkSession(training({ ...one, depth: { kind: 'head' } }));
    head.dispose();
  });
});
