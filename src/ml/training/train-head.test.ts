import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import { memory, setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { OnesheetError } from '../../core/errors';
import { accuracy, argmaxRows, logLoss, METRICS, MONITORS, takeRows } from '../../core/metrics';
import { Random } from '../../core/random';
import { recipeSchema, type RecipeInput } from '../../core/recipe/recipe';
import type { HeadWeights } from '../../core/run/trained';
import { bestEpoch } from '../../core/run/best-epoch';
import { genreHead, type Head } from '../../core/heads';
import type { SplitName } from '../../core/splits/split-name';
import { suggestLearningRates, type FinderPoint } from '../schedules/learning-rate-finder';
import { applyHead } from './apply-head';
import { dropOut } from './head-batches';
import { monitored } from './monitor';
import { findHeadRates, trainHead, type HeadEvent, type HeadTraining } from './train-head';

const DIMENSION = 12;
const CLASSES = 3;

/** Points around one centre per class, with scales that differ a thousandfold between features. */
function clusters(count: number, settings: RecipeInput = {}, spread = 0.5): HeadTraining {
  const random = new Random(5, 'clusters');
  const centres = Float32Array.from({ length: CLASSES * DIMENSION }, () => random.normal());
  const targets = Int32Array.from({ length: count }, (_, i) => i % CLASSES);
  const features = new Float32Array(count * DIMENSION);
  for (let i = 0; i < count; i++)
    for (let j = 0; j < DIMENSION; j++)
      features[i * DIMENSION + j] =
        (centres[targets[i] * DIMENSION + j] + spread * random.normal()) * 10 ** ((j % 4) - 2) + j;
  const splits = Array.from({ length: count }, (_, i): SplitName =>
    i % 5 === 4 ? 'validation' : i % 11 === 10 ? 'test' : 'train',
  );
  const recipe = recipeSchema.parse({ optimizer: { learningRate: 0.01 }, ...settings });
  const answers = { heads: [genreHead(['a', 'b', 'c'])], values: Float32Array.from(targets) };
  return { features, dimension: DIMENSION, answers, splits, recipe };
}

async function all(training: HeadTraining): Promise<HeadEvent[]> {
  const events: HeadEvent[] = [];
  for await (const event of trainHead(training)) events.push(event);
  return events;
}

const epochsOf = (events: HeadEvent[]) => events.filter((event) => event.kind === 'epoch');
const lossesOf = (events: HeadEvent[]) =>
  events.flatMap((event) => (event.kind === 'batches' ? event.losses : []));

function rowsOn({ features, answers, splits }: HeadTraining, side: SplitName) {
  const rows = splits.flatMap((split, row) => (split === side ? [row] : []));
  return {
    targets: rows.map((row) => answers.values[row]),
    features: Float32Array.from(
      rows.flatMap((row) => [...features.subarray(row * DIMENSION, (row + 1) * DIMENSION)]),
    ),
  };
}

describe.each(['cpu', 'wasm'])('training a head on %s', (backend) => {
  beforeAll(async () => {
    await setBackend(backend);
  });

  it.each([0, 8])(
    'learns what can be learned, with %i hidden units, and leaves no tensor behind',
    async (hidden) => {
      const before = memory().numTensors;
      const training = clusters(300, { head: { hidden }, training: { epochs: 10 } });
      const epochs = epochsOf(await all(training));
      expect(epochs.map((event) => event.record.epoch)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
      const last = epochs[9].record;
      expect(last.validationAccuracy).toBeGreaterThan(0.95);
      expect(last.trainLoss).toBeLessThan(epochs[0].record.trainLoss / 2);
      expect(memory().numTensors).toBe(before);
    },
  );

  it('finds learning rates between standstill and divergence, and leaves no tensor behind', async () => {
    const before = memory().numTensors;
    // 17 batches per epoch: the search continues into further epochs
    const training = clusters(700, { optimizer: { kind: 'sgd', learningRate: 1, momentum: 0 } }, 1);
    const points: FinderPoint[] = [];
    for await (const point of findHeadRates(training, { from: 1e-5, to: 1e4, smoothing: 0.5 }))
      points.push(point);
    // with zero weights, all three classes are equally probable
    expect(points[0].loss).toBeCloseTo(Math.log(3), 5);
    expect(Math.min(...points.map(({ smoothed }) => smoothed))).toBeLessThan(0.5);
    expect(points.length).toBeLessThan(100);
    const { valley } = suggestLearningRates(points);
    expect(valley).toBeGreaterThan(1e-4);
    expect(valley).toBeLessThan(10);
    expect(memory().numTensors).toBe(before);
    for await (const _ of findHeadRates(training)) break;
    expect(memory().numTensors).toBe(before);
  });

  it('keeps weights that reproduce the figures of the epoch on raw features', async () => {
    const training = clusters(200, { training: { epochs: 3, keep: 'last' } }, 1.5);
    const { record, kept, confusion } = epochsOf(await all(training))[2];
    if (!kept) throw new Error('the last epoch is to be kept');
    const { features, targets } = rowsOn(training, 'validation');
    const probabilities = await applyHead(kept, features, training.answers.heads);
    const predicted = argmaxRows(probabilities, CLASSES);
    expect(accuracy(targets, predicted)).toBe(record.validationAccuracy);
    expect(logLoss(targets, probabilities, CLASSES)).toBeCloseTo(record.validationLoss, 5);
    expect(confusion.reduce((sum, count) => sum + count)).toBe(targets.length);
    const hits = [0, 1, 2].reduce((sum, k) => sum + confusion[k * CLASSES + k], 0);
    expect(hits / targets.length).toBe(record.validationAccuracy);
  });

  it('gives the same figures for the same seed, others for another', async () => {
    const settings = { head: { dropout: 0.4, hidden: 5 }, training: { epochs: 3 } };
    const one = lossesOf(await all(clusters(130, { ...settings, seed: 1 })));
    const again = lossesOf(await all(clusters(130, { ...settings, seed: 1 })));
    const two = lossesOf(await all(clusters(130, { ...settings, seed: 2 })));
    expect(again).toEqual(one);
    expect(two).not.toEqual(one);
  });

  it('stops by `return()`, at any point, and leaves no tensor behind', async () => {
    const before = memory().numTensors;
    for (const pulls of [0, 1, 2, 3]) {
      const events = trainHead(clusters(130, { training: { epochs: 50 } }));
      for (let i = 0; i < pulls; i++) await events.next();
      await events.return();
      expect(memory().numTensors).toBe(before);
    }
  });
});

describe('training a head', () => {
  beforeAll(async () => {
    await setBackend('cpu');
  });

  it('sees every training sample once per epoch, including a smaller last batch', async () => {
    const training = clusters(130, { training: { epochs: 2, batchSize: 32 } });
    const events = await all(training);
    const size = training.splits.filter((split) => split === 'train').length;
    expect(lossesOf(events)).toHaveLength(2 * Math.ceil(size / 32));
    expect(events.find((event) => event.kind === 'batches')).toMatchObject({ epoch: 1, first: 1 });
  });

  it('keeps the epoch of the lowest validation loss', async () => {
    // far too high a rate: the loss goes up and down
    const training = clusters(130, { optimizer: { learningRate: 1 }, training: { epochs: 12 } }, 3);
    const epochs = epochsOf(await all(training));
    let best = Infinity;
    for (const { record, kept } of epochs) {
      expect(kept !== null).toBe(record.validationLoss < best);
      best = Math.min(best, record.validationLoss);
    }
    expect(epochs.filter((event) => event.kept).length).toBeLessThan(epochs.length);
  });

  it('does not count the time during which nobody pulled', async () => {
    // one batch, so that the epoch's end comes next, however slow the machine is
    const events = trainHead(clusters(130, { training: { epochs: 1, batchSize: 128 } }));
    const began = performance.now();
    await events.next();
    const left = performance.now();
    await new Promise((resolve) => setTimeout(resolve, 300));
    const away = performance.now() - left;
    const { value } = await events.next();
    if (value?.kind !== 'epoch') throw new Error('expected the end of the epoch');
    const wall = performance.now() - began;
    expect(value.record.seconds).toBeLessThan((wall - away) / 1000);
  });

  it('throws if the loss is no longer finite', async () => {
    const training = clusters(130, { training: { epochs: 2 } });
    training.features[0] = NaN;
    await expect(all(training)).rejects.toMatchObject({ code: 'training-diverged' });
  });

  it('needs films on both sides', async () => {
    const training = clusters(30);
    const none = { ...training, splits: training.splits.map((): SplitName => 'train') };
    await expect(all(none)).rejects.toBeInstanceOf(OnesheetError);
  });
});

describe('dropout', () => {
  it('drops the requested share, and keeps the mean', () => {
    const values = new Float32Array(100_001).fill(1);
    dropOut(values, 0.3, new Random(1, 'dropout'));
    const dropped = values.filter((value) => value === 0).length / values.length;
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    // four standard errors of a share of 0.3 over 100,001 draws
    expect(Math.abs(dropped - 0.3)).toBeLessThan(0.006);
    expect(Math.abs(mean - 1)).toBeLessThan(0.009);
  });
});

describe('training a head for other answers', () => {
  beforeAll(async () => {
    await setBackend('wasm');
  });

  const labels: Head = { task: 'genres', kind: 'labels', title: 'Genres', names: ['x', 'y'], unit: null };
  const value: Head = {
    task: 'revenue',
    kind: 'value',
    title: 'Revenue',
    names: ['Revenue'],
    unit: 'log10 $',
  };

  /** A set with all kinds of heads: the class as before, two labels and a value that follow from it; some are missing. */
  function several(settings: RecipeInput): HeadTraining {
    const plain = clusters(300, settings);
    const values = Float32Array.from(
      [...plain.answers.values].flatMap((target, row) =>
        row % 7 === 0
          ? [target, NaN, NaN, NaN]
          : [row % 5 === 0 ? NaN : target, Number(target > 0), Number(target === 1), 1000 + 50 * target],
      ),
    );
    // classes in an order, so that every figure can be monitored
    const bins: Head = { ...plain.answers.heads[0], task: 'score-bins' };
    return { ...plain, answers: { heads: [bins, labels, value], values } };
  }

  const sgd = (nesterov: boolean): RecipeInput => ({
    optimizer: { kind: 'sgd', learningRate: 0.1, nesterov },
  });

  /** One head of the three. */
  function only(kind: Head['kind'], training: HeadTraining): HeadTraining {
    const [from, to] = { class: [0, 1], labels: [1, 3], value: [3, 4] }[kind];
    const { heads, values } = training.answers;
    const own = values.filter((_value, at) => at % 4 >= from && at % 4 < to);
    return { ...training, answers: { heads: heads.filter((head) => head.kind === kind), values: own } };
  }

  /** The predictions of kept weights for the validation side. */
  async function onValidation(training: HeadTraining, kept: HeadWeights | null) {
    const { features, answers, splits } = training;
    const rows = [...splits.keys()].filter((row) => splits[row] === 'validation');
    const taken = takeRows(features, DIMENSION, rows);
    const predictions = await applyHead(kept ?? [], taken, answers.heads);
    const judged = { ...answers, answers: takeRows(answers.values, 4, rows), predictions, loss: NaN };
    return { rows: rows.length, judged };
  }

  it('learns class, labels and value at once, with missing answers', async () => {
    const before = memory().numTensors;
    const training = several({ training: { epochs: 30 }, optimizer: { learningRate: 0.02 } });
    const epochs = epochsOf(await all(training));
    expect(epochs[29].record.validationAccuracy).toBeGreaterThan(0.95);
    const kept = epochs.findLast((event) => event.kept)?.kept;
    if (!kept) throw new Error('an epoch is kept');
    const predictions = await applyHead(kept, training.features, training.answers.heads);
    let right = 0;
    let furthest = 0;
    for (let row = 0; row < 300; row++) {
      const [, x, y, money] = training.answers.values.subarray(row * 4, row * 4 + 4);
      if (Number.isNaN(x)) continue;
      const said = predictions.subarray(row * 6, row * 6 + 6);
      right += (Number(said[3] > 0.5 === (x === 1)) + Number(said[4] > 0.5 === (y === 1))) / 2;
      furthest = Math.max(furthest, Math.abs(said[5] - money));
    }
    expect(right / 257).toBeGreaterThan(0.95);
    // from 1000 to 1100: in its own unit, and learned
    expect(furthest).toBeLessThan(50);
    expect(memory().numTensors).toBe(before);
  });

  it.each(MONITORS)('ends early on %s, and keeps the weights of its best epoch', async (metric) => {
    const { better } = METRICS[metric];
    // a learning rate at which nothing improves for long
    const training = several({
      training: { epochs: 40 },
      optimizer: { learningRate: 0.5 },
      stopping: { metric, patience: 2 },
    });
    const epochs = epochsOf(await all(training));
    const figures = epochs.map(({ record }) => (better === 'min' ? -1 : 1) * record.monitored.value);
    expect(new Set(epochs.map(({ record }) => record.monitored.metric))).toEqual(new Set([metric]));
    const best = figures.indexOf(Math.max(...figures));
    expect(epochs).toHaveLength(Math.min(40, best + 3));
    expect(epochs.findLastIndex((event) => event.kept)).toBe(best);
    expect(bestEpoch(epochs.map(({ record }) => record))?.epoch).toBe(best + 1);
    if (metric === 'loss') return;
    const { rows, judged } = await onValidation(training, epochs[best].kept);
    expect(rows).toBeGreaterThan(50);
    // a value of about 1000 in its own unit, in float32
    expect(monitored(metric, judged) / epochs[best].record.monitored.value).toBeCloseTo(1, 4);
  });

  it('rejects a figure that the task does not have', async () => {
    const unknown = clusters(300, { stopping: { metric: 'r2' } });
    await expect(all(unknown)).rejects.toMatchObject({ code: 'recipe-invalid' });
  });

  it.each<RecipeInput['optimizer']>([{ kind: 'adam' }, { kind: 'sgd', momentum: 0 }])(
    'cycles the momentum of %j',
    async (optimizer) => {
      const settings: RecipeInput = { optimizer };
      const losses = async (cycleMomentum: boolean) =>
        lossesOf(await all(clusters(120, { ...settings, schedule: { kind: 'one-cycle', cycleMomentum } })));
      const [cycled, still] = [await losses(true), await losses(false)];
      // the first loss is from before any step, and in the first step momentum has no effect yet
      expect(cycled[0]).toBe(still[0]);
      expect(cycled.slice(2)).not.toEqual(still.slice(2));
    },
  );

  it('follows the schedule', async () => {
    const settings: RecipeInput = {
      training: { epochs: 4 },
      optimizer: { learningRate: 0.1 },
      schedule: { kind: 'step', every: 2, factor: 0.1 },
    };
    const rates = epochsOf(await all(clusters(100, settings))).map((event) => event.record.learningRate);
    [0.1, 0.1, 0.01, 0.01].forEach((rate, i) => expect(rates[i]).toBeCloseTo(rate, 10));
  });

  it('lowers the learning rate on a plateau by its factor, once its patience is exhausted', async () => {
    const settings: RecipeInput = {
      training: { epochs: 6 },
      // the loss falls by less than the threshold: no improvement after the first epoch
      optimizer: { kind: 'sgd', learningRate: 1e-7, momentum: 0 },
      schedule: { kind: 'plateau', factor: 0.5, patience: 1 },
    };
    const rates = epochsOf(await all(clusters(100, settings))).map((event) => event.record.learningRate);
    // PyTorch's `ReduceLROnPlateau(factor=0.5, patience=1)`, stepped after each epoch
    [1, 1, 1, 0.5, 0.5, 0.25].forEach((share, i) => expect(rates[i] / 1e-7).toBeCloseTo(share, 10));
  });

  it.each<[string, 'class' | 'labels' | 'value', RecipeInput, RecipeInput]>([
    ['Nesterov', 'class', sgd(false), sgd(true)],
    ['γ', 'class', { loss: { kind: 'focal', gamma: 1 } }, { loss: { kind: 'focal', gamma: 3 } }],
    ['γ', 'labels', { loss: { kind: 'focal', gamma: 1 } }, { loss: { kind: 'focal', gamma: 3 } }],
    ['α', 'labels', { loss: { kind: 'focal', alpha: null } }, { loss: { kind: 'focal', alpha: 0.5 } }],
    ['δ', 'value', { loss: { kind: 'huber', delta: 0.1 } }, { loss: { kind: 'huber', delta: 3 } }],
  ])('trains with the recipe’s %s, of a %s', async (_name, kind, one, other) => {
    const short: RecipeInput = { training: { epochs: 2, batchSize: 16 } };
    const losses = async (settings: RecipeInput) =>
      lossesOf(await all(only(kind, several({ ...short, ...settings }))));
    const [first, second] = [await losses(one), await losses(other)];
    expect(first.every(Number.isFinite)).toBe(true);
    expect(first).toHaveLength(second.length);
    expect(second.slice(2)).not.toEqual(first.slice(2));
  });

  it('sees rare classes as often as others if asked to', async () => {
    const training = clusters(300, { balance: { sampling: 'over' }, training: { epochs: 1, batchSize: 10 } });
    training.answers.values.forEach((target, row) => {
      if (target === 2 && row % 2 === 0) training.splits = training.splits.with(row, 'test');
    });
    const sizes = [0, 1, 2].map(
      (k) =>
        training.splits.filter((side, row) => side === 'train' && training.answers.values[row] === k).length,
    );
    expect(sizes[2]).toBeLessThan(sizes[0]);
    const losses = lossesOf(await all(training));
    expect(losses).toHaveLength(Math.ceil((3 * Math.max(...sizes)) / 10));
  });
});
