import { memory, tensor4d, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { chooseBackend } from '../backends/backends';
import { IMAGENET, SYMMETRIC } from './architecture';
import { normalise } from './normalise';

beforeAll(async () => {
  await chooseBackend('cpu');
});

it('maps ImageNet’s mean to 0 and one standard deviation above it to 1', () => {
  // torchvision's documentation: mean [0.485, 0.456, 0.406], std [0.229, 0.224, 0.225] of pixels in [0, 1]
  const means = [0.485 * 255, 0.456 * 255, 0.406 * 255];
  const above = [(0.485 + 0.229) * 255, (0.456 + 0.224) * 255, (0.406 + 0.225) * 255];
  const before = memory().numTensors;
  const values = tidy(() => normalise(tensor4d([...means, ...above], [1, 1, 2, 3]), IMAGENET).dataSync());
  [0, 0, 0, 1, 1, 1].forEach((value, i) => expect(values[i]).toBeCloseTo(value, 5));
  expect(memory().numTensors).toBe(before);
});

it('accepts integers', () => {
  const values = tidy(() => normalise(tensor4d([0, 255, 127], [1, 1, 1, 3], 'int32'), SYMMETRIC).dataSync());
  [-1, 1, -0.5 / 127.5].forEach((value, i) => expect(values[i]).toBeCloseTo(value, 6));
});
