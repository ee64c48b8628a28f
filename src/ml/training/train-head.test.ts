import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import { memory, setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { OnesheetError } from '../../core/errors';
import { accuracy, argmaxRows, logLoss } from '../../core/metrics';
import { Random } from '../../core/random';
import { recipeSchema, type RecipeInput } from '../../core/recipe/recipe';
import type { SplitName } from '../../core/run/run';
import { applyHead } from './apply-head';
import { dropOut } from './head-batches';
import { trainHead, type HeadEvent, type HeadTraining } from './train-head';

const DIMENSION = 12;
const CLASSES = 3;

/** Points around one centre a class, on scales that differ a thousandfold between features. */
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
  return { features, dimension: DIMENSION, targets, splits, classCount: CLASSES, recipe };
}

async function all(training: HeadTraining): Promise<HeadEvent[]> {
  const events: HeadEvent[] = [];
  for await (const event of trainHead(training)) events.push(event);
  return events;
}

const epochsOf = (events: HeadEvent[]) => events.filter((event) => event.kind === 'epoch');
const lossesOf = (events: HeadEvent[]) =>
  events.flatMap((event) => (event.kind === 'batches' ? event.losses : []));

function rowsOn({ features, targets, splits }: HeadTraining, side: SplitName) {
  const rows = splits.flatMap((split, row) => (split === side ? [row] : []));
  return {
    targets: rows.map((row) => targets[row]),
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
    'learns what can be learned, with %i hidden units, and leaves no tensor',
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

  it('keeps weights that give, on plain features, what the epoch said', async () => {
    const training = clusters(200, { training: { epochs: 3, keep: 'last' } }, 1.5);
    const { record, kept, confusion } = epochsOf(await all(training))[2];
    if (!kept) throw new Error('the last epoch is to be kept');
    const { features, targets } = rowsOn(training, 'validation');
    const probabilities = await applyHead(kept, features);
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

  it('stops by `return()`, at any point, and leaves no tensor', async () => {
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

  it('sees every training sample once an epoch, the last and smaller batch too', async () => {
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

  it('does not count the time for which nobody pulled', async () => {
    const events = trainHead(clusters(130, { training: { epochs: 1 } }));
    await events.next();
    await new Promise((resolve) => setTimeout(resolve, 300));
    const { value } = await events.next();
    if (value?.kind !== 'epoch') throw new Error('expected the end of the epoch');
    expect(value.record.seconds).toBeLessThan(0.25);
  });

  it('says so when the loss is no longer finite', async () => {
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
  it('drops the share that it is asked to, and keeps the mean', () => {
    const values = new Float32Array(100_001).fill(1);
    dropOut(values, 0.3, new Random(1, 'dropout'));
    const dropped = values.filter((value) => value === 0).length / values.length;
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    // four standard errors of a share of 0.3 over 100,001 draws
    expect(Math.abs(dropped - 0.3)).toBeLessThan(0.006);
    expect(Math.abs(mean - 1)).toBeLessThan(0.009);
  });
});
