/**
 * Seconds per head epoch, ours compared with tfjs `model.fit`: the same 8,000 rows of 832 features, 10 classes, Adam, batch
 * 32, taking turns in one process. Theirs runs in its fastest way (no yielding to the event loop, no validation, no
 * shuffling); ours yields, shuffles, standardises and validates as in the page. `tsx bench/head.ts`.
 */
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { Random } from '../src/core/random';
import { recipeSchema } from '../src/core/recipe/recipe';
import { genreHead } from '../src/core/heads';
import type { SplitName } from '../src/core/splits/split-name';
import { trainHead, type HeadTraining } from '../src/ml/training/train-head';
import { machine } from './machine';

const ROWS = 8000;
const VALIDATION = 64;
const DIMENSION = 832;
const CLASSES = 10;
const BATCH = 32;
const HEATS = 5;

export interface HeadRow {
  backend: string;
  hidden: number;
  dropout: number;
  /** Medians over the heats. */
  oursSeconds: number;
  fitSeconds: number;
  /** Median of the ratios of single heats. */
  ratio: number;
}

/** Overlapping classes, so that there is something to learn and something to get wrong. */
function makeData(): Pick<HeadTraining, 'features' | 'splits'> & { targets: Int32Array } {
  const random = new Random(1, 'bench');
  const count = ROWS + VALIDATION;
  const centres = Float32Array.from({ length: CLASSES * DIMENSION }, () => 0.1 * random.normal());
  const targets = Int32Array.from({ length: count }, () => random.below(CLASSES));
  const features = new Float32Array(count * DIMENSION);
  for (let i = 0; i < features.length; i++)
    features[i] = centres[targets[Math.floor(i / DIMENSION)] * DIMENSION + (i % DIMENSION)] + random.normal();
  const splits = Array.from({ length: count }, (_, i): SplitName => (i < ROWS ? 'train' : 'validation'));
  return { features, targets, splits };
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

/** Ours, one epoch per call. */
function ours(data: ReturnType<typeof makeData>, hidden: number, dropout: number): () => Promise<void> {
  const events = trainHead({
    features: data.features,
    splits: data.splits,
    dimension: DIMENSION,
    answers: {
      heads: [genreHead(Array.from({ length: CLASSES }, (_, k) => `class ${k}`))],
      values: Float32Array.from(data.targets),
    },
    recipe: recipeSchema.parse({
      head: { dropout, hidden },
      training: { epochs: 10_000, batchSize: BATCH, keep: 'best' },
    }),
  });
  return async () => {
    for (;;) {
      const { value } = await events.next();
      if (value?.kind === 'epoch') return;
    }
  };
}

/** Theirs, one epoch per call. */
function fit(data: ReturnType<typeof makeData>, hidden: number, dropout: number): () => Promise<void> {
  const model = tf.sequential();
  model.add(tf.layers.dropout({ rate: dropout, inputShape: [DIMENSION] }));
  if (hidden > 0) model.add(tf.layers.dense({ units: hidden, activation: 'relu' }));
  model.add(tf.layers.dense({ units: CLASSES, activation: 'softmax' }));
  model.compile({ optimizer: tf.train.adam(0.001), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
  const x = tf.tensor2d(data.features.slice(0, ROWS * DIMENSION), [ROWS, DIMENSION]);
  const y = tf.tidy(() =>
    tf.cast(tf.oneHot(tf.tensor1d(data.targets.slice(0, ROWS), 'int32'), CLASSES), 'float32'),
  ) as tf.Tensor2D;
  return async () => {
    await model.fit(x, y, { epochs: 1, batchSize: BATCH, shuffle: false, yieldEvery: 'never' });
  };
}

async function contest(backend: string, hidden: number, dropout: number): Promise<HeadRow> {
  await tf.setBackend(backend);
  const data = makeData();
  const [our, their] = [ours(data, hidden, dropout), fit(data, hidden, dropout)];
  // the first epoch of each warms up the compiler
  await our();
  await their();
  const heats: { our: number; their: number }[] = [];
  for (let heat = 0; heat < HEATS; heat++) heats.push({ our: await timed(our), their: await timed(their) });
  return {
    backend,
    hidden,
    dropout,
    oursSeconds: median(heats.map((heat) => heat.our)),
    fitSeconds: median(heats.map((heat) => heat.their)),
    ratio: median(heats.map((heat) => heat.their / heat.our)),
  };
}

export default async function head(): Promise<HeadRow[]> {
  const rows: HeadRow[] = [];
  for (const [hidden, dropout] of [
    [0, 0],
    [0, 0.5],
    [128, 0.5],
  ])
    rows.push(await contest('wasm', hidden, dropout));
  rows.push(await contest('cpu', 0, 0));
  print(rows);
  return rows;
}

function print(rows: HeadRow[]): void {
  console.log(`\nSeconds a head epoch, ${ROWS} × ${DIMENSION} features, ${CLASSES} classes, batch ${BATCH}`);
  console.log(`${machine()}, median of ${HEATS} heats in turn`);
  console.table(
    rows.map((row) => ({
      backend: row.backend,
      head: row.hidden ? `hidden ${row.hidden}` : 'linear',
      dropout: row.dropout,
      'ours, s': row.oursSeconds.toFixed(3),
      'model.fit, s': row.fitSeconds.toFixed(3),
      'model.fit / ours': row.ratio.toFixed(1),
    })),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await head();
