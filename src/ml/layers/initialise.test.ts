/** The standard deviations and bounds that the papers and PyTorch's documentation state. */
import { describe, expect, it } from 'vitest';
import { trainableMobileNetV2 } from '../backbones/mobilenet-v2';
import { resNet } from '../backbones/resnet';
import type { Weights } from './weights';
import { tinyArchitecture } from '../testing/tiny-architecture';
import { initialWeights } from './initialise';

const resnet18 = resNet({ family: 'resnet', size: 'resnet18', classes: 10, zeroGamma: true });

function spread(weights: Weights, name: string): { mean: number; deviation: number; largest: number } {
  const data = weights.get(name)?.data ?? new Float32Array();
  const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
  const square = data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / data.length;
  const largest = data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return { mean, deviation: Math.sqrt(square), largest };
}

describe('initialWeights', () => {
  it('draws ResNet’s convolutions by fan-out and its dense layer by fan-in, as torchvision does', () => {
    const weights = initialWeights(resnet18, 1);
    const convolution = spread(weights, 'layer2/0/conv1/kernel');
    expect(convolution.deviation / Math.sqrt(2 / (3 * 3 * 128))).toBeCloseTo(1, 1);
    expect(Math.abs(convolution.mean)).toBeLessThan(convolution.deviation / 50);
    const dense = spread(weights, 'fc/kernel');
    expect(dense.largest).toBeLessThanOrEqual(1 / Math.sqrt(512));
    expect(dense.deviation * Math.sqrt(3 * 512)).toBeCloseTo(1, 1);
    expect(spread(weights, 'fc/bias').largest).toBeGreaterThan(0);
  });

  it('starts norms at one and zero, and the last of a block at zero if asked to', () => {
    const weights = initialWeights(resnet18, 1);
    const all = (name: string, value: number) =>
      expect(new Set(weights.get(name)?.data)).toEqual(new Set([value]));
    all('bn1/gamma', 1);
    all('bn1/beta', 0);
    all('bn1/moving_mean', 0);
    all('bn1/moving_variance', 1);
    all('layer1/0/bn1/gamma', 1);
    all('layer1/0/bn2/gamma', 0);
  });

  it('draws MobileNetV2’s depthwise kernels by fan-out, too, and its dense layer with a small deviation', () => {
    const weights = initialWeights(
      trainableMobileNetV2({ family: 'mobilenet-v2', width: 1, classes: 10, source: 'torch' }),
      1,
    );
    // torchvision counts the outputs of all channels
    const depthwise = spread(weights, 'block_14/depthwise/kernel');
    expect(depthwise.deviation / Math.sqrt(2 / (3 * 3 * 960))).toBeCloseTo(1, 1);
    expect(spread(weights, 'predictions/kernel').deviation / 0.01).toBeCloseTo(1, 1);
    expect(spread(weights, 'predictions/bias').largest).toBe(0);
  });

  it('draws only the requested stages, with the same values as when drawing all', () => {
    const architecture = tinyArchitecture();
    const head = initialWeights(architecture, 4, ['head']);
    expect([...head.keys()]).toEqual(['fc/kernel', 'fc/bias']);
    expect(head.get('fc/kernel')).toEqual(initialWeights(architecture, 4).get('fc/kernel'));
  });

  it('repeats for a seed, and gives each tensor its own numbers', () => {
    const [one, again, other] = [4, 4, 5].map((seed) => initialWeights(tinyArchitecture(), seed));
    expect(again).toEqual(one);
    expect(other.get('conv/kernel')).not.toEqual(one.get('conv/kernel'));
    // another head does not change the other tensors
    expect(initialWeights(tinyArchitecture({ dropout: 0 }), 4).get('conv/kernel')).toEqual(
      one.get('conv/kernel'),
    );
  });
});
