/** Expected: multiplications of one image's forward pass, as torchvision publishes them with its weights, in 10⁹. */
import { expect, it } from 'vitest';
import { architectureNamed, trainingFlops } from './networks';

it.each([
  ['resnet18', 1.81],
  ['resnet34', 3.66],
  ['mobilenet-v2', 0.3],
  // 15.47 with its dense layers, which are 0.124 of that
  ['vgg16', 15.35],
] as const)('%s costs three times the multiplications of a forward pass', (name, published) => {
  const passes = trainingFlops(architectureNamed(name), 224) / 2 / 1e9;
  // the first layer has no gradient of its input, and ours has 10 classes
  expect(passes / published).toBeGreaterThan(2.9);
  expect(passes / published).toBeLessThan(3.03);
});
