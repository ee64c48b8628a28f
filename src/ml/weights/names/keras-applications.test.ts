/** Logits of keras.applications' networks, by `scripts/reference/keras_logits.py`. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import reference from '../../../../scripts/reference/keras-logits.json';
import { hash32 } from '../../../core/random';
import { architectureOf } from '../../backbones/architectures';
import { chooseBackend } from '../../backends/backends';
import { normalise } from '../../layers/normalise';
import { TrainableNetwork } from '../../layers/trainable-network';
import { uniform } from '../../testing/fill-weights';
import { fitWeights } from '../fit-weights';
import { recognise } from '../recognise';
import { sizeOf, type NamedTensor, type Weights } from '../../layers/weights';
import { RESNET_KERAS } from './resnet-keras';
import { RESNET_V2_KERAS } from './resnet-v2-keras';
import { fileShapes, type TensorNames } from './tensor-names';
import { VGG_KERAS } from './vgg-keras';

const { classes, batch, height, width, cases } = reference;

/** The script's formula, which goes by Keras's names and layouts. */
function fillTensor(name: string, shape: number[]): NamedTensor {
  const kind = name.split('/')[1];
  const formulas: Record<string, [offset: number, scale: number]> = {
    kernel: [0, Math.sqrt(6 / sizeOf(shape.slice(0, -1)))],
    gamma: [1, 0.1],
    moving_variance: [1, 0.5],
  };
  const [offset, scale] = formulas[kind] ?? [0, 0.1];
  const hash = hash32(name);
  const data = Float32Array.from({ length: sizeOf(shape) }, (_, i) => offset + scale * uniform(hash, i));
  return { dtype: 'F32', shape, data };
}

function pixels(): tf.Tensor4D {
  const values = new Float32Array(batch * height * width * 3);
  let i = 0;
  for (let n = 0; n < batch; n++)
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++)
        for (let c = 0; c < 3; c++) values[i++] = (y * 7 + x * 13 + c * 29 + y * x + n * 101) % 256;
  return tf.tensor4d(values, [batch, height, width, 3]);
}

function relativeError(found: ArrayLike<number>, expected: readonly number[]): number {
  const scale = Math.max(...expected.map(Math.abs));
  return Math.max(...expected.map((value, i) => Math.abs(value - found[i]))) / scale;
}

const CONFIGS = {
  resnet50: [{ family: 'resnet', size: 'resnet50', classes, tweakB: false }, RESNET_KERAS],
  resnet50v2: [{ family: 'resnet-v2', size: 'resnet50-v2', classes, source: 'keras' }, RESNET_V2_KERAS],
  vgg16: [{ family: 'vgg', size: 'vgg16', classes, top: { kind: 'average' } }, VGG_KERAS],
} as const;

describe.each(cases)('$name of keras.applications', { timeout: 60_000 }, ({ name, logits, padded }) => {
  const [config, names]: readonly [Parameters<typeof architectureOf>[0], TensorNames] =
    CONFIGS[name as keyof typeof CONFIGS];
  const architecture = architectureOf(config);
  let file: Weights;

  beforeAll(async () => {
    await chooseBackend('wasm');
    file = new Map([...fileShapes(architecture, names)].map(([one, shape]) => [one, fillTensor(one, shape)]));
  });

  it('is recognised, with its top or without', () => {
    const shapes = new Map([...file].map(([one, { shape }]) => [one, shape]));
    expect(recognise(shapes)).toEqual({
      config,
      names,
      hasHead: true,
      sources: expect.any(Map),
      leftOut: [],
    });
    const without = new Map([...shapes].filter(([one]) => !one.startsWith('predictions/')));
    expect(recognise(without, 7)).toEqual({
      config: { ...config, classes: 7 },
      names,
      hasHead: false,
      sources: expect.any(Map),
      // its last norm belongs to the head
      leftOut: name === 'resnet50v2' ? ['post_bn'] : [],
    });
  });

  it('gives Keras’s logits on our inputs', () => {
    const { weights, fresh } = fitWeights(file, config);
    expect(fresh).toEqual([]);
    const network = new TrainableNetwork(architecture, weights);
    const found = tf.tidy(() => network.forward(normalise(pixels(), architecture.normalisation)).dataSync());
    network.dispose();
    expect(relativeError(found, padded ?? logits)).toBeLessThan(2e-5);
    // at the border the padding is another: half a step of 255
    expect(relativeError(found, logits)).toBeLessThan(3e-4);
  });
});

it('a ResNet50 of Keras is not taken for one with its stride elsewhere, nor a ResNet50V2', () => {
  const empty = (config: Parameters<typeof architectureOf>[0], names: TensorNames): Weights =>
    new Map(
      [...fileShapes(architectureOf(config), names)].map(([one, shape]) => [
        one,
        { dtype: 'F32', shape, data: new Float32Array(sizeOf(shape)) },
      ]),
    );
  const refused = expect.objectContaining({ code: 'weights-other-network' });
  const [resnet, v2] = [CONFIGS.resnet50[0], CONFIGS.resnet50v2[0]];
  expect(() => fitWeights(empty(resnet, RESNET_KERAS), { ...resnet, tweakB: true })).toThrow(refused);
  expect(() => fitWeights(empty(v2, RESNET_V2_KERAS), { ...v2, source: 'timm' })).toThrow(refused);
});
