/** Logits of torchvision, by `scripts/reference/torchvision_logits.py`. */
import { beforeAll, describe, expect, it } from 'vitest';
import { chooseBackend } from '../backends/backends';
import { parametersOf } from '../layers/parameters';
import { CLASSES, compareLogits } from '../testing/logits-case';
import { MOBILENET_V2_TORCHVISION } from '../weights/names/mobilenet-v2';
import { networkOf } from './backbone';
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

  it('takes the bundled backbone’s tensors under their own names', () => {
    const folded = { family: 'mobilenet-v2', width: 1 } as const;
    const trainable = trainableMobileNetV2({ ...folded, classes: CLASSES, source: 'folded' });
    const shapes = parametersOf(trainable)
      .filter(({ stage }) => stage !== 'head')
      .map(({ name, shape }) => [name, shape] as const);
    const bundled = networkOf({ ...folded, padding: 'same', batchNorm: 'folded', inputRange: [-1, 1] });
    expect(new Map(shapes)).toEqual(tensorShapes(bundled));
  });
});
