/** Logits of PyTorch, by `scripts/reference/torchvision_logits.py`. */
import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { chooseBackend } from '../backends/backends';
import { parametersOf } from '../layers/parameters';
import { CLASSES, compareLogits } from '../testing/logits-case';
import { RESNET_NAMES } from '../weights/names/resnet';
import { resNet, type ResNetConfig } from './resnet';

beforeAll(async () => {
  await chooseBackend('wasm');
});

function config(size: ResNetConfig['size'], more: Partial<ResNetConfig> = {}): ResNetConfig {
  return { family: 'resnet', size, classes: CLASSES, ...more };
}

describe('resNet', () => {
  it.each([
    ['resnet18', config('resnet18')],
    ['resnet34', config('resnet34')],
    ['resnet50', config('resnet50')],
    ['wide_resnet50_2', config('wide-resnet50-2')],
    ['resnet50 without B', config('resnet50', { tweakB: false })],
    ['resnet50 C D Mish', config('resnet50', { tweakC: true, tweakD: true, activation: 'mish' })],
    ['resnet18 C D', config('resnet18', { tweakC: true, tweakD: true })],
  ] as const)('%s has PyTorch’s weights and logits', { timeout: 120_000 }, async (name, config) => {
    const before = memory();
    const found = await compareLogits(name, resNet(config), RESNET_NAMES);
    expect(found.weights).toBe(found.expectedWeights);
    expect(found.error).toBeLessThan(1e-4);
    expect(memory().numTensors).toBe(before.numTensors);
    expect(memory().numBytes).toBe(before.numBytes);
  });

  it('lists its stages from the image to the logits', () => {
    expect(resNet(config('resnet34')).stages.map(({ name }) => name)).toEqual([
      'stem',
      'layer1',
      'layer2',
      'layer3',
      'layer4',
      'head',
    ]);
  });

  it('starts the last γ of each block at 0 if asked to', () => {
    const zero = (zeroGamma: boolean) =>
      parametersOf(resNet(config('resnet50', { zeroGamma })))
        .filter((one) => one.zero)
        .map((one) => one.layer);
    expect(zero(false)).toEqual([]);
    expect(zero(true)).toHaveLength(3 + 4 + 6 + 3);
    expect(zero(true).every((layer) => layer.endsWith('/bn3'))).toBe(true);
  });

  it('describes itself in its title', () => {
    expect(resNet(config('resnet18', { tweakC: true, tweakD: true, activation: 'mish' })).title).toBe(
      'resnet18 C D Mish',
    );
    expect(resNet(config('resnet50', { tweakB: false })).title).toBe('resnet50 without B');
  });
});
