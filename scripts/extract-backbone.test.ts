/** The extracted backbone, from package to features: compared with PyTorch in float64 (`reference/mobilenet-features.py`). */
import * as tf from '@tensorflow/tfjs-core';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseBackend } from '../src/ml/backends/backends';
import type { Backbone } from '../src/ml/backbones/backbone';
import { BUNDLED } from '../src/ml/backbones/bundled';
import { loadBundled } from '../src/ml/weights/load-bundled';
import cases from './reference/mobilenet-features.json';
import { extractBundledWeights } from './tflite/bundled-weights';

const bundled = BUNDLED['open-images-mobilenet-v2'];
const TAPS = ['block_6_expand', 'block_12_add', 'block_13_expand', 'block_15_add', 'Conv_1'] as const;

/** The reference's pixels by formula. */
function image(height: number, width: number): tf.Tensor4D {
  const pixels = Float32Array.from({ length: height * width * 3 }, (_, i) => {
    const [y, x, c] = [Math.floor(i / 3 / width), Math.floor(i / 3) % width, i % 3];
    return (y * 7 + x * 13 + c * 29 + y * x) % 256;
  });
  return tf.tensor4d(pixels, [1, height, width, 3]);
}

describe('the bundled backbone', () => {
  let backbone: Backbone;
  let file: Uint8Array<ArrayBuffer>;

  beforeAll(async () => {
    await chooseBackend('wasm');
    file = await extractBundledWeights(bundled, fileURLToPath(new URL('../node_modules', import.meta.url)));
    backbone = await loadBundled(bundled, file.buffer);
  });
  afterAll(() => backbone.dispose());

  it('is refused if one of its bytes differs', async () => {
    const before = tf.memory().numTensors;
    const changed = file.slice();
    changed[changed.length - 1] ^= 1;
    await expect(loadBundled(bundled, changed.buffer)).rejects.toMatchObject({ code: 'weights-hash' });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('has the channels that its facts state', () => {
    const channels = Object.keys(bundled.facts.taps).map((tap) => [tap, backbone.channels([tap])]);
    expect(Object.fromEntries(channels)).toEqual(bundled.facts.taps);
    expect(backbone.channels(['block_12_add', 'block_13_expand', 'block_15_add'])).toBe(832);
  });

  it.each(cases)(
    'gives the features that PyTorch gives at $height × $width',
    ({ height, width, features }) => {
      const pixels = image(height, width);
      const joined = backbone.features(pixels, TAPS);
      const actual = joined.dataSync();
      tf.dispose([pixels, joined]);
      const expected = TAPS.flatMap((tap) => features[tap]);
      expect(actual.length).toBe(expected.length);
      const scale = Math.sqrt(expected.reduce((sum, value) => sum + value * value, 0) / expected.length);
      const worst = Math.max(...expected.map((value, i) => Math.abs(actual[i] - value)));
      expect(worst / scale).toBeLessThan(1e-4);
    },
  );
});
