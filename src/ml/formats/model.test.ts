/** Checks written models with the format's own reader, tfjs `loadLayersModel`, and reads them back. */
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { BlobReader, BlobWriter, TextReader, Uint8ArrayReader, ZipReader, ZipWriter } from '@zip.js/zip.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../../core/random';
import { exportFormats, OWN_FORMAT } from '../../core/run/export-formats';
import { recipeSchema, type RecipeInput } from '../../core/recipe/recipe';
import { createBackbone, networkOf } from '../backbones/backbone';
import { BUNDLED } from '../backbones/bundled';
import { tensorShapes } from '../backbones/network';
import { fillWeights } from '../testing/fill-weights';
import { genreHead, outputCount, type Head } from '../../core/heads';
import { recipeNetwork } from '../backbones/recipe-network';
import { initialWeights } from '../layers/initialise';
import { normalise } from '../layers/normalise';
import { parametersOf } from '../layers/parameters';
import { TrainableNetwork } from '../layers/trainable-network';
import { predictionsOf } from '../training/outputs';
import { applyHead } from '../training/apply-head';
import { glorotUniform } from '../training/initial-head';
import type { Weights } from '../layers/weights';
import type { PortableModel } from './portable-model';
import { describePreprocessing } from './preprocessing';
import { readModel } from './read-model';
import { FORMATS } from './formats';
import { writeModel } from './write-model';

const { config } = BUNDLED['open-images-mobilenet-v2'];
const backbone = fillWeights(tensorShapes(networkOf(config)));
const classNames = ['Comedy', 'Horror', 'Western'];

type HeadModel = PortableModel & { parts: Extract<PortableModel['parts'], { kind: 'head' }> };

function modelOf(settings: RecipeInput = {}, dimension = 832, heads = [genreHead(classNames)]): HeadModel {
  const recipe = recipeSchema.parse({
    title: 'Three genres',
    images: { width: 32, height: 64 },
    ...settings,
  });
  const random = new Random(3);
  const { hidden } = recipe.head;
  const head = hidden
    ? [glorotUniform(dimension, hidden, random), glorotUniform(hidden, outputCount(heads), random)]
    : [glorotUniform(dimension, outputCount(heads), random)];
  for (const { bias } of head) bias.forEach((_, i) => (bias[i] = random.normal()));
  return {
    recipe,
    heads,
    parts: { kind: 'head', backbone, head },
    card: '# Three genres\n',
    createdAt: '2026-11-20T10:00:00.000Z',
    software: 'Onesheet test',
  };
}

const SINGLE: RecipeInput = { backbone: { taps: ['Conv_1'] } };

/** Three images of noise, integers from 0 to 255. */
function pixels(): tf.Tensor4D {
  const random = new Random(9);
  return tf.tensor4d(
    Float32Array.from({ length: 3 * 64 * 32 * 3 }, () => random.below(256)),
    [3, 64, 32, 3],
  );
}

async function ours(model: PortableModel): Promise<Float32Array> {
  const { parts } = model;
  if (parts.kind === 'network') return ofNetwork(model, parts.weights);
  const { taps } = model.recipe.backbone;
  const network = createBackbone(parts.backbone, config, taps);
  const images = pixels();
  const features = network.features(images, taps);
  const values = await features.data<'float32'>();
  tf.dispose([features, images]);
  network.dispose();
  return applyHead(parts.head, values, model.heads);
}

async function ofNetwork({ recipe, heads }: PortableModel, weights: Weights): Promise<Float32Array> {
  const { architecture } = recipeNetwork(recipe, outputCount(heads));
  const network = new TrainableNetwork(architecture, weights);
  const logits = tf.tidy(() => network.forward(normalise(pixels(), architecture.normalisation)));
  const values = await logits.data<'float32'>();
  logits.dispose();
  network.dispose();
  return predictionsOf(values, heads);
}

const LABELS: Head = { task: 'genres', kind: 'labels', title: 'Genres', names: ['x', 'y'], unit: null };
const VALUE: Head = { task: 'score', kind: 'value', title: 'Score', names: ['Score'], unit: 'points' };

/** A network of this recipe with weights made by formula. */
function networkModel(settings: RecipeInput, heads: Head[] = [genreHead(classNames)]): PortableModel {
  const { recipe, card, createdAt, software } = modelOf({ depth: { kind: 'all' }, ...settings });
  const { architecture } = recipeNetwork(recipe, outputCount(heads));
  const weights = initialWeights(architecture, 5);
  const random = new Random(11);
  // freshly initialised norms do nothing; changed ones show whether all are there, and in the right places
  for (const { name, kind } of parametersOf(architecture))
    if (kind !== 'kernel')
      weights.get(name)?.data.forEach((value, i, all) => (all[i] = value + random.between(0, 0.2)));
  return { recipe, heads, parts: { kind: 'network', weights }, card, createdAt, software };
}

const network = (architecture: NonNullable<RecipeInput['backbone']>['architecture']): RecipeInput => ({
  backbone: { architecture, weights: { kind: 'random' } },
});

type Files = Map<string, Uint8Array>;

async function unzip(zip: Blob): Promise<Files> {
  const files: Files = new Map();
  for (const entry of await new ZipReader(new BlobReader(zip)).getEntries())
    if (!entry.directory)
      files.set(entry.filename, new Uint8Array(await (await entry.getData(new BlobWriter())).arrayBuffer()));
  return files;
}

/** Without compression, which would take most of the test's time. */
async function zipOf(files: Files): Promise<Blob> {
  const zip = new ZipWriter(new BlobWriter(), { level: 0 });
  for (const [name, bytes] of files) await zip.add(name, new Uint8ArrayReader(bytes));
  return zip.close();
}

const textOf = (files: Files, name: string) => new TextDecoder().decode(files.get(name));
const jsonOf = (files: Files, name: string) => JSON.parse(textOf(files, name)) as Record<string, unknown>;

/** What tfjs computes from the files. */
async function theirs(files: Files): Promise<Float32Array> {
  const topology = jsonOf(files, 'model.json') as unknown as tf.io.ModelJSON;
  const weightData = (files.get('weights.bin') ?? new Uint8Array()).slice().buffer;
  const model = await tf.loadLayersModel({
    load: () =>
      Promise.resolve({
        modelTopology: topology.modelTopology,
        weightSpecs: topology.weightsManifest[0].weights,
        weightData,
      }),
  });
  const images = pixels();
  const output = model.predict(images) as tf.Tensor;
  const values = await output.data<'float32'>();
  tf.dispose([images, output]);
  model.dispose();
  return values;
}

/** Compares bit by bit; element by element would take seconds. */
function expectSame(read: Weights, expected: Weights): void {
  for (const [name, { data }] of read) {
    const other = expected.get(name)?.data ?? new Float32Array();
    expect({ name, same: Buffer.from(data.buffer).equals(Buffer.from(other.buffer)) }).toEqual({
      name,
      same: true,
    });
  }
}

function furthest(a: Float32Array, b: Float32Array): number {
  expect(a.length).toBe(b.length);
  return Math.max(...a.map((value, index) => Math.abs(value - b[index])));
}

const WRITTEN = [
  ['several heads', modelOf({ head: { hidden: 7 } }, 832, [genreHead(classNames), LABELS, VALUE])],
  ['a linear head on three taps', modelOf()],
  ['a hidden layer', modelOf({ head: { hidden: 7 } })],
  ['one tap', modelOf(SINGLE, 1280)],
  ['labels', modelOf({}, 832, [LABELS])],
  ['a value', modelOf({}, 832, [VALUE])],
] as const;

describe.each([
  // cpu takes seconds for the backbone, which is the same in all of them
  { backend: 'cpu', written: WRITTEN.slice(0, 1) },
  { backend: 'wasm', written: WRITTEN },
])('a written model on $backend', ({ backend, written }) => {
  beforeAll(async () => {
    await tf.setBackend(backend);
  });

  it.each(written)(
    'with %s gives the same in tfjs as here, before and after reading it back',
    async (_, model) => {
      const before = tf.memory().numTensors;
      const zip = await writeModel(model);
      const expected = await ours(model);
      // three different images, so that there is a difference to detect
      expect(new Set(expected.map((value) => Math.round(value * 1e4))).size).toBeGreaterThan(
        expected.length / 2,
      );
      const scale = Math.max(1, ...expected.map(Math.abs));
      expect(furthest(await theirs(await unzip(zip)), expected) / scale).toBeLessThan(1e-5);
      expect(furthest(await ours(await readModel(zip)), expected)).toBe(0);
      expect(tf.memory().numTensors).toBe(before);
    },
  );
});

describe('a written network', () => {
  beforeAll(async () => {
    await tf.setBackend('wasm');
  });

  it.each<[string, RecipeInput, Head[]?]>([
    ['the bundled one, tapped', { depth: { kind: 'last' } }],
    ['the bundled one, several heads', {}, [genreHead(classNames), LABELS, VALUE]],
    ['its last layer, labels', { backbone: { taps: ['Conv_1'] }, head: { hidden: 5 } }, [LABELS]],
    [
      'resnet18 C D Mish',
      network({ family: 'resnet', tweakC: true, tweakD: true, activation: 'mish' }),
      [VALUE],
    ],
    ['mobilenet-v1', network({ family: 'mobilenet-v1', width: 0.25 })],
    ['mobilenet-v2 of torch', network({ family: 'mobilenet-v2', width: 0.35, source: 'torch' })],
    ['mobilenet-v3', network({ family: 'mobilenet-v3' })],
    ['three blocks', network({ family: 'plain-cnn' }), [LABELS]],
    ['eleven layers', network({ family: 'plain-cnn', size: 'eleven-layer' })],
  ])('gives the same in tfjs as here: %s', { timeout: 60_000 }, async (_, settings, heads) => {
    const model = networkModel(settings, heads);
    const zip = await writeModel(model);
    const expected = await ours(model);
    expect(expected.every(Number.isFinite)).toBe(true);
    const scale = Math.max(1, ...expected.map(Math.abs));
    expect(furthest(await theirs(await unzip(zip)), expected) / scale).toBeLessThan(1e-5);
    const read = await readModel(zip);
    expect(furthest(await ours(read), expected)).toBe(0);
    expect({ ...read, parts: null }).toEqual({ ...model, parts: null });
  });

  it('throws if the format cannot express it', async () => {
    const vgg = networkModel({
      ...network({ family: 'vgg', top: { kind: 'dense', units: 4 } }),
      images: { width: 96, height: 64 },
    });
    await expect(writeModel(vgg)).rejects.toMatchObject({ code: 'model-not-expressible' });
  });
});

describe('the ZIP', () => {
  it('is read back unchanged, without the unused part of the backbone', async () => {
    const model = modelOf({ head: { hidden: 5 } });
    const read = await readModel(await writeModel(model));
    const { parts, ...rest } = read;
    const { parts: written, ...expected } = model;
    expect(rest).toEqual(expected);
    if (parts.kind !== 'head') throw new Error('expected a head');
    expect(parts.head).toEqual(written.head);
    expect(parts.backbone.has('Conv_1/kernel')).toBe(false);
    expectSame(parts.backbone, backbone);
  });

  it('has the same bytes for the same model', async () => {
    const [one, two] = await Promise.all([writeModel(modelOf()), writeModel(modelOf())]);
    expect(Buffer.from(await one.arrayBuffer()).equals(Buffer.from(await two.arrayBuffer()))).toBe(true);
  });

  it('stores in 16 bits what is exact in 16 bits, without loss', async () => {
    const halves = new Map(
      [...backbone].map(([name, tensor]) => [
        name,
        { ...tensor, data: tensor.data.map((value) => Math.round(value * 64) / 64) },
      ]),
    );
    const plain = modelOf();
    const model: HeadModel = { ...plain, parts: { ...plain.parts, backbone: halves } };
    const [small, large] = [await writeModel(model), await writeModel(modelOf())];
    expect(small.size).toBeLessThan(0.6 * large.size);
    const read = await readModel(small);
    if (read.parts.kind !== 'head') throw new Error('expected a head');
    expectSame(read.parts.backbone, halves);
    await tf.setBackend('wasm');
    expect(furthest(await theirs(await unzip(small)), await ours(model))).toBeLessThan(1e-5);
  });

  it('says how to prepare a poster', async () => {
    const files = await unzip(
      await writeModel(modelOf({ images: { fit: 'centre-crop', width: 32, height: 64 } })),
    );
    expect(jsonOf(files, 'preprocessing.json')).toMatchObject({
      input: { shape: [null, 64, 32, 3] },
      colour: { order: 'RGB', range: [0, 255] },
      fit: { kind: 'centre-crop', width: 32, height: 64 },
    });
    expect(jsonOf(files, 'labels.json')).toEqual(classNames);
  });

  it('says so if crops replace the fit', () => {
    const recipe = recipeSchema.parse({ depth: { kind: 'all' }, augmentation: [{ kind: 'random-crop' }] });
    const { fit } = describePreprocessing(recipe, []) as { fit: { kind: string; steps: string } };
    expect(fit.kind).toBe('random-crop');
    expect(fit.steps).toMatch(/^Take the central 280 × 280 pixels/);
  });
});

describe('a ZIP that is not one of our models', () => {
  const whole = writeModel(modelOf()).then(unzip);

  async function refused(change: (files: Files) => void): Promise<string> {
    const files = new Map(await whole);
    change(files);
    return readModel(await zipOf(files)).then(
      () => 'accepted',
      (error: { code: string }) => error.code,
    );
  }
  const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

  it('is opened if unchanged', async () => {
    expect(await refused(() => undefined)).toBe('accepted');
  });

  it.each(['model.json', 'weights.bin', 'labels.json', 'recipe.json', 'model-card.md'])(
    'is refused without %s, with garbage instead of it, and when it is truncated',
    async (name) => {
      expect(await refused((files) => files.delete(name))).toBe('model-broken');
      expect(await refused((files) => files.set(name, Uint8Array.of(0xff, 0xfe, 0)))).toBe('model-broken');
      if (name === 'model-card.md') return;
      expect(
        await refused((files) => files.set(name, (files.get(name) ?? new Uint8Array()).slice(0, -5))),
      ).toBe('model-broken');
    },
  );

  it('is refused if it is not a ZIP, or half of one', async () => {
    const text = new Blob(['not a ZIP at all']);
    await expect(readModel(text)).rejects.toMatchObject({ code: 'model-broken' });
    await expect(readModel(new Blob([]))).rejects.toMatchObject({ code: 'model-broken' });
    const zip = await writeModel(modelOf());
    await expect(readModel(zip.slice(0, zip.size >> 1))).rejects.toMatchObject({ code: 'model-broken' });
  });

  it('is refused if a byte of it was changed', async () => {
    const bytes = new Uint8Array(await (await writeModel(modelOf())).arrayBuffer());
    bytes[bytes.length >> 1] ^= 0x40;
    await expect(readModel(new Blob([bytes]))).rejects.toMatchObject({ code: 'model-broken' });
  });

  it.each([
    [
      'weights that are not finite',
      'weights.bin',
      (bytes: Uint8Array) => new Uint8Array(bytes.length).fill(0xff),
    ],
    ['more bytes than tensors', 'weights.bin', (bytes: Uint8Array) => Uint8Array.from([...bytes, 0])],
  ])('is refused with %s', async (_, name, change) => {
    expect(await refused((files) => files.set(name, change(files.get(name) ?? new Uint8Array())))).toBe(
      'model-broken',
    );
  });

  it('is refused with names for other classes', async () => {
    expect(await refused((files) => files.set('labels.json', json(['A', 'B'])))).toBe('model-broken');
    expect(await refused((files) => files.set('labels.json', json({ 0: 'A' })))).toBe('model-broken');
  });

  it.each([
    ['another activation', '"max_value":6', '"max_value":7'],
    ['another scale', '"scale":0.00784313725490196', '"scale":1'],
    ['another wiring', '["block_2_project",0,0,{}]', '["block_2_depthwise",0,0,{}]'],
    ['a tensor of another name', '"Conv/kernel"', '"Conv/kernels"'],
    ['a tensor of another shape', '[3,3,3,32]', '[3,3,32,3]'],
    ['a path that leads elsewhere', '"paths":["weights.bin"]', '"paths":["../weights.bin"]'],
    ['a shape that fills the memory', '[3,3,3,32]', '[1000000,1000000,1000000]'],
  ])('is refused with %s', async (_, from, to) => {
    const text = textOf(await whole, 'model.json');
    expect(text).toContain(from);
    expect(
      await refused((files) => files.set('model.json', new TextEncoder().encode(text.replace(from, to)))),
    ).toBe('model-broken');
  });

  it('gets an error of its own if a later version wrote it', async () => {
    const files = await whole;
    const topology = textOf(files, 'model.json').replace(
      '"onesheet":{"version":2',
      '"onesheet":{"version":3',
    );
    expect(await refused((all) => all.set('model.json', new TextEncoder().encode(topology)))).toBe(
      'model-newer',
    );
    const recipe = { ...jsonOf(files, 'recipe.json'), version: 99 };
    expect(await refused((all) => all.set('recipe.json', json(recipe)))).toBe('model-newer');
  });

  it('is refused before unpacking if it declares a huge size', async () => {
    const zip = new ZipWriter(new BlobWriter());
    await zip.add('model.json', new TextReader(' '.repeat(17 * 2 ** 20)));
    await expect(readModel(await zip.close())).rejects.toMatchObject({ code: 'model-broken' });
  });
});

describe('the table of formats', () => {
  it.each(exportFormats().map(({ id, facts }) => [facts.title, id] as const))(
    '%s is written, the same each time, and listed with its card',
    async (_, id) => {
      const { write, list } = FORMATS[id];
      const model = modelOf(SINGLE, 1280);
      const once = await write(model);
      const [first, second] = [await once.arrayBuffer(), await (await write(model)).arrayBuffer()];
      expect(Buffer.compare(Buffer.from(first), Buffer.from(second))).toBe(0);
      const { entries, card } = await list(once);
      expect(card).toBe(model.card);
      expect(entries.length).toBeGreaterThan(0);
    },
  );

  it('has our own, which can be opened again', async () => {
    const file = await FORMATS[OWN_FORMAT].write(modelOf(SINGLE, 1280));
    expect((await readModel(file)).recipe.title).toBe('Three genres');
  });
});
