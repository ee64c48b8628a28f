/** Nothing is trained: a poster is predicted from the nearest training posters, by their pixels or features. */
import { OnesheetError } from '../../../core/errors';
import type { Problem } from '../../../core/films/film';
import { takeRows } from '../../../core/metrics';
import { nextTurn } from '../../../core/next-turn';
import { ProgressMeter } from '../../../core/progress';
import { columnCount } from '../../../core/heads';
import { sweepPoints } from '../../../core/run/sweep';
import { pairsToCompare, predictByNeighbours, type NeighbourSettings } from '../../../ml/neighbours/predict';
import { features } from './features';
import { bySide, storedPredictions } from './predictions';
import type { Outcome, Work } from './strategy';

/** Posters per request. */
const GROUP = 64;

/** The vectors of the samples whose posters could be read. */
interface Vectors {
  /** Rows of the plan. */
  rows: number[];
  /** `[rows, dimensions]`. */
  values: Uint8Array | Float32Array;
  dimensions: number;
  undecodable: readonly Problem[];
}

export async function answerByNeighbours(work: Work): Promise<Outcome> {
  const { plan, recipe, signal, gate } = work;
  const settings = settingsOf(work);
  const vectors = await work.timed('features', () =>
    settings.on === 'pixels' ? pixels(work) : featureVectors(work),
  );
  const { rows, undecodable } = vectors;
  const swept = {
    heads: plan.heads,
    answers: takeRows(plan.answers, columnCount(plan.heads), rows),
    splits: rows.map((row) => plan.samples[row].split),
  };
  const steps = await work.timed('neighbours', () => {
    const meter = new ProgressMeter('Comparing posters', 'pairs', pairsToCompare(swept), (progress) =>
      work.emit({ kind: 'progress', progress }),
    );
    return predictByNeighbours({
      ...swept,
      values: vectors.values,
      dimensions: vectors.dimensions,
      settings,
      signal,
      onPairs: async (pairs) => {
        meter.add(pairs);
        // lets a stop or a pause through
        await nextTurn();
        await gate.pass();
      },
    });
  });
  const own = steps.find(({ k }) => k === settings.k);
  if (!own) throw new Error(`There are no predictions for k = ${settings.k}.`);
  const order = bySide(plan, rows);
  const places = new Map(rows.map((row, place) => [row, place]));
  const outputs = own.probabilities.length / rows.length;
  const inOrder = order.map((row) => places.get(row) ?? 0);
  return {
    trained: null,
    predictions: storedPredictions(plan, order, takeRows(own.probabilities, outputs, inOrder)),
    undecodable,
    ...(recipe.model.kind === 'neighbours' &&
      settings.sweep.length > 0 && {
        sweep: steps.flatMap(({ k, probabilities }) => sweepPoints(k, probabilities, swept)),
      }),
  };
}

function settingsOf({ recipe: { model } }: Work): NeighbourSettings {
  if (model.kind === 'neighbours') return model;
  throw new Error('The recipe is not for nearest neighbours.');
}

async function featureVectors(work: Work): Promise<Vectors> {
  const gathered = await features(work);
  return {
    rows: gathered.samples.map(({ row }) => row),
    values: gathered.features,
    dimensions: gathered.features.length / Math.max(1, gathered.samples.length),
    undecodable: gathered.undecodable,
  };
}

/** Pixels stay bytes: 45,000 posters of 64 × 64 are 553 MB. */
async function pixels({ plan, recipe, data, signal, gate, emit }: Work): Promise<Vectors> {
  const { images, seed } = recipe;
  const settings = { images, seed, augmentation: [], epoch: null };
  const dimensions = images.width * images.height * 3;
  const values = allocate(plan.samples.length * dimensions);
  const rows: number[] = [];
  const undecodable: Problem[] = [];
  const meter = new ProgressMeter('Reading posters', 'posters', plan.samples.length, (progress) =>
    emit({ kind: 'progress', progress }),
  );
  for (let first = 0; first < plan.samples.length; first += GROUP) {
    const group = plan.samples.slice(first, first + GROUP);
    const keys = group.map(({ key }) => key);
    // one group is decoded at a time: the data worker divides its work itself
    // oxlint-disable-next-line eslint/no-await-in-loop
    const batch = await data.call('posterBatch', { keys, ...settings }, { signal });
    values.set(batch.pixels, rows.length * dimensions);
    for (const place of batch.found) rows.push(first + place);
    undecodable.push(...batch.undecodable);
    meter.add(group.length);
    // oxlint-disable-next-line eslint/no-await-in-loop -- a pause holds up everything
    await gate.pass();
  }
  return { rows, values: values.subarray(0, rows.length * dimensions), dimensions, undecodable };
}

function allocate(bytes: number): Uint8Array {
  try {
    return new Uint8Array(bytes);
  } catch (cause) {
    throw new OnesheetError(
      'out-of-memory',
      `The pixels of all posters take ${Math.round(bytes / 1e6)} MB, more than this browser provides.`,
      'Use smaller images, fewer films, or features instead of pixels.',
      { cause, where: { workspace: 'train', control: 'neighbours' } },
    );
  }
}
