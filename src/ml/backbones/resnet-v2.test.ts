/** Logits of PyTorch by `scripts/reference/torchvision_logits.py`, which builds the network independently. */
import { beforeAll, expect, it } from 'vitest';
import { chooseBackend } from '../backends/backends';
import { CLASSES, compareLogits } from '../testing/logits-case';
import { RESNET_V2_NAMES } from '../weights/names/resnet-v2';
import { resNetV2 } from './resnet-v2';

beforeAll(async () => {
  await chooseBackend('wasm');
});

it('resNetV2 has PyTorch’s weights and logits', { timeout: 120_000 }, async () => {
  const architecture = resNetV2({ family: 'resnet-v2', size: 'resnet50-v2', classes: CLASSES });
  const found = await compareLogits('resnetv2_50', architecture, RESNET_V2_NAMES);
  expect(found.weights).toBe(found.expectedWeights);
  expect(found.error).toBeLessThan(1e-4);
});
