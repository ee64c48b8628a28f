/** Logits of torchvision, by `scripts/reference/torchvision_logits.py`. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { chooseBackend } from '../backends/backends';
import { initialWeights } from '../layers/initialise';
import { normalise } from '../layers/normalise';
import { parametersOf } from '../layers/parameters';
import { TrainableNetwork } from '../layers/trainable-network';
import { fillImages } from '../testing/fill-state-dict';
import { fillWeights } from '../testing/fill-weights';
import { CLASSES, compareLogits } from '../testing/logits-case';
import { MOBILENET_V2_TORCHVISION } from '../weights/names/mobilenet-v2';
import { createBackbone, networkOf, type BackboneConfig } from './backbone';
import { trainableMobileNetV2 } from './mobilenet-v2';
import { tensorShapes } from './network';

beforeAll(async () => {
  await chooseBackend('wasm');
});

describe('trainableMobileNetV2', () => {
  it.each([
    ['mobilenet_v2', 1],
    ['mobilenet_v2 0.35', 0.35],
  ] as const)('%s has torchvision’s weights and logits', { timeout: 60_000 }, async (name, width) => {
    const architecture = trainableMobileNetV2({
      family: 'mobilenet-v2',
      width,
      classes: CLASSES,
      source: 'torch',
    });
    const found = await compareLogits(name, architecture, MOBILENET_V2_TORCHVISION);
    expect(found.weights).toBe(found.expectedWeights);
    expect(found.error).toBeLessThan(1e-4);
  });

  it('gives the features of the bundled backbone when it has its weights', () => {
    const bundled: BackboneConfig = {
      family: 'mobilenet-v2',
      width: 0.35,
      padding: 'same',
      batchNorm: 'folded',
      inputRange: [-1, 1],
    };
    const weights = fillWeights(tensorShapes(networkOf(bundled)));
    const architecture = trainableMobileNetV2({
      family: 'mobilenet-v2',
      width: 0.35,
      classes: 2,
      source: 'folded',
    });
    const backbone = createBackbone(weights, bundled);
    const network = new TrainableNetwork(
      architecture,
      new Map([...weights, ...initialWeights(architecture, 1, ['head'])]),
    );
    tf.tidy(() => {
      const values = fillImages(2, 65, 48).map((value) => (value + 1) * 127.5);
      const pixels = tf.tensor4d(values, [2, 65, 48, 3]);
      const expected = backbone.features(pixels, ['Conv_1']).dataSync<'float32'>();
      const images = normalise(pixels, architecture.normalisation);
      const [map] = network.activationsBefore('head', images);
      const found = tf.mean(map, [1, 2]).dataSync<'float32'>();
      const error = found.reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i])), 0);
      expect(error / Math.max(...expected)).toBeLessThan(1e-5);
    });
    network.dispose();
    backbone.dispose();
  });

  it('loads the bundled backbone’s tensors under their own names', () => {
    const folded = { family: 'mobilenet-v2', width: 1 } as const;
    const trainable = trainableMobileNetV2({ ...folded, classes: CLASSES, source: 'folded' });
    const shapes = parametersOf(trainable)
      .filter(({ stage }) => stage !== 'head')
      .map(({ name, shape }) => [name, shape] as const);
    const bundled = networkOf({ ...folded, padding: 'same', batchNorm: 'folded', inputRange: [-1, 1] });
    expect(new Map(shapes)).toEqual(tensorShapes(bundled));
  });
});
