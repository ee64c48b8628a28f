/** Compares the same narrow network on each backend with PyTorch in float64 (`scripts/reference/mobilenet-filled.py`). */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import reference from '../../../scripts/reference/mobilenet-filled.json';
import type { BackendName } from '../../core/run/run';
import { chooseBackend } from '../backends/backends';
import { installDawn } from '../testing/dawn';
import { fillWeights } from '../testing/fill-weights';
import { startBackend } from '../testing/start-webgpu';
import { createBackbone, networkOf, type BackboneConfig } from './backbone';
import { tensorShapes } from './network';

const TAPS = ['block_6_expand', 'block_12_add', 'block_13_expand', 'block_15_add', 'Conv_1'] as const;
const [HEIGHT, WIDTH] = reference.cases[0].size;

function config(padding: string, width = 0.35): BackboneConfig {
  return {
    family: 'mobilenet-v2',
    width,
    padding: padding === 'same' ? 'same' : 'explicit',
    batchNorm: 'folded',
    inputRange: [-1, 1],
  };
}

function weightsFor(wanted: BackboneConfig) {
  return fillWeights(tensorShapes(networkOf(wanted)));
}

/** The reference's pixels, by formula; repeated in a batch of two. */
function pixels(batch: number): tf.Tensor4D {
  const image = Float32Array.from({ length: HEIGHT * WIDTH * 3 }, (_, i) => {
    const [y, x, c] = [Math.floor(i / 3 / WIDTH), Math.floor(i / 3) % WIDTH, i % 3];
    return (y * 7 + x * 13 + c * 29 + y * x) % 256;
  });
  const one = tf.tensor4d(image, [1, HEIGHT, WIDTH, 3]);
  const all = tf.tile(one, [batch, 1, 1, 1]);
  one.dispose();
  return all;
}

// a process can have only one WebGPU: here the software adapter
installDawn('software');

function itComputes(backend: BackendName): void {
  beforeAll(async () => {
    await startBackend(backend);
  });

  it.each(reference.cases)(
    'gives PyTorch’s features with $padding padding',
    async ({ padding, features }) => {
      const backbone = createBackbone(weightsFor(config(padding)), config(padding));
      const images = pixels(2);
      const output = backbone.features(images, TAPS);
      const actual = await output.data();
      const one = TAPS.flatMap((tap) => features[tap]);
      const worst = Math.max(...[...one, ...one].map((value, i) => Math.abs(actual[i] - value)));
      const scale = Math.max(...one.map(Math.abs));
      expect(output.shape).toEqual([2, backbone.channels(TAPS)]);
      expect(worst / scale).toBeLessThan(1e-4);
      tf.dispose([images, output]);
      backbone.dispose();
    },
  );

  it('leaves no tensor behind', () => {
    const before = tf.memory();
    const backbone = createBackbone(weightsFor(config('same')), config('same'));
    const images = pixels(1);
    for (let i = 0; i < 3; i++) backbone.features(images, ['block_12_add']).dispose();
    images.dispose();
    backbone.dispose();
    expect(tf.memory().numTensors).toBe(before.numTensors);
    expect(tf.memory().numBytes).toBe(before.numBytes);
  });
}

describe.each(['cpu', 'wasm'] as const)('a backbone on %s', (backend) => {
  itComputes(backend);
});

// compiling shaders takes the software adapter seconds
describe('a backbone on webgpu', { timeout: 180_000 }, () => {
  itComputes('webgpu');
});

describe('createBackbone', () => {
  beforeAll(async () => {
    await chooseBackend('cpu');
  });

  it('accepts integer pixels', () => {
    const backbone = createBackbone(weightsFor(config('same')), config('same'));
    const floats = pixels(1);
    const whole = tf.cast(floats, 'int32');
    const outputs = [floats, whole].map((images) => backbone.features(images, ['block_12_add']));
    expect(outputs[1].dataSync()).toEqual(outputs[0].dataSync());
    tf.dispose([floats, whole, ...outputs]);
    backbone.dispose();
  });

  it('joins taps in the order given', () => {
    const backbone = createBackbone(weightsFor(config('same')), config('same'));
    const images = pixels(1);
    const order = (taps: string[]) => Array.from(tf.tidy(() => backbone.features(images, taps)).dataSync());
    const joined = order(['block_15_add', 'block_12_add']);
    expect(joined).toEqual([...order(['block_15_add']), ...order(['block_12_add'])]);
    images.dispose();
    backbone.dispose();
  });

  it('throws an error that names a tap that the network does not have', () => {
    const backbone = createBackbone(weightsFor(config('same')), config('same'));
    expect(() => backbone.channels(['block_99_add'])).toThrow(/block_99_add/);
    backbone.dispose();
  });

  it('throws an error that names a missing or misshapen tensor, and leaves none behind', () => {
    const before = tf.memory().numTensors;
    const weights = weightsFor(config('same'));
    expect(() => createBackbone(weights, config('same', 0.5))).toThrow(
      expect.objectContaining({ code: 'weights-shape', message: expect.stringContaining('"') }),
    );
    weights.delete('block_3/expand/bias');
    expect(() => createBackbone(weights, config('same'))).toThrow(
      expect.objectContaining({
        code: 'weights-missing-tensor',
        message: expect.stringContaining('block_3/expand/bias'),
      }),
    );
    expect(tf.memory().numTensors).toBe(before);
  });
});
