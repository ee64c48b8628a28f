import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseBackend } from '../backends/backends';
import { createBackbone, networkOf, type Backbone, type BackboneConfig } from '../backbones/backbone';
import { tensorShapes } from '../backbones/network';
import { fillWeights } from '../testing/fill-weights';
import { computeFeatures, type FeatureRows } from './compute-features';
import type { PixelRows } from './rebatch';

const CONFIG: BackboneConfig = {
  family: 'mobilenet-v2',
  width: 0.35,
  padding: 'same',
  batchNorm: 'folded',
  inputRange: [-1, 1],
};
const SIZE = { width: 24, height: 32 };
const IMAGE_BYTES = SIZE.width * SIZE.height * 3;
const TAPS = ['block_2_add', 'block_5_add'];

function image(number: number): Uint8Array {
  return Uint8Array.from({ length: IMAGE_BYTES }, (_, i) => (i * (number + 3) + number * 11) % 256);
}

/** `count` images, three at a time. */
async function* images(count: number): AsyncGenerator<PixelRows> {
  for (let from = 0; from < count; from += 3) {
    await Promise.resolve();
    const numbers = Array.from({ length: Math.min(3, count - from) }, (_, i) => from + i);
    yield {
      keys: numbers.map((number) => `image ${number}`),
      pixels: new Uint8Array(await new Blob(numbers.map((number) => image(number).slice())).arrayBuffer()),
    };
  }
}

async function collect(rows: AsyncIterable<FeatureRows>): Promise<{ keys: string[]; features: number[] }> {
  const all = { keys: [] as string[], features: [] as number[] };
  for await (const { keys, features } of rows) {
    all.keys.push(...keys);
    all.features.push(...features);
  }
  return all;
}

describe('computeFeatures', () => {
  let backbone: Backbone;

  beforeAll(async () => {
    await chooseBackend('wasm');
    backbone = createBackbone(fillWeights(tensorShapes(networkOf(CONFIG))), CONFIG);
  });
  afterAll(() => backbone.dispose());

  it('gives each image the same features as when computed singly, also in a last batch that is not full', async () => {
    const options = { backbone, taps: TAPS, ...SIZE, batchSize: 4 };
    const { keys, features } = await collect(computeFeatures(images(10), options));
    const channels = backbone.channels(TAPS);
    expect(keys).toEqual(Array.from({ length: 10 }, (_, i) => `image ${i}`));
    expect(features.length).toBe(10 * channels);
    for (const number of [0, 3, 4, 9]) {
      const pixels = tf.tensor4d(Float32Array.from(image(number)), [1, SIZE.height, SIZE.width, 3]);
      const alone = backbone.features(pixels, TAPS);
      const expected = alone.dataSync();
      tf.dispose([pixels, alone]);
      const actual = features.slice(number * channels, (number + 1) * channels);
      expect(Math.max(...actual.map((value, i) => Math.abs(value - expected[i])))).toBeLessThan(1e-5);
    }
  });

  it('yields nothing for no images', async () => {
    const rows = await collect(computeFeatures(images(0), { backbone, taps: TAPS, ...SIZE }));
    expect(rows.keys).toEqual([]);
  });

  it('leaves no tensor behind, whether it ends, is left early, is stopped or fails', async () => {
    const before = tf.memory();
    const options = { backbone, taps: TAPS, ...SIZE, batchSize: 2 };
    await collect(computeFeatures(images(5), options));

    const left = computeFeatures(images(9), options);
    await left.next();
    await left.return();

    const controller = new AbortController();
    const stoppedRows = computeFeatures(images(9), { ...options, signal: controller.signal });
    await stoppedRows.next();
    controller.abort();
    await expect(stoppedRows.next()).rejects.toMatchObject({ code: 'stopped' });

    await expect(collect(computeFeatures(images(2), { ...options, taps: ['none'] }))).rejects.toMatchObject({
      code: 'recipe-invalid',
    });
    expect(tf.memory().numTensors).toBe(before.numTensors);
    expect(tf.memory().numBytes).toBe(before.numBytes);
  });
});
