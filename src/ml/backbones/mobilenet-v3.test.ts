/** Logits of torchvision, by `scripts/reference/torchvision_logits.py`. */
import { beforeAll, expect, it } from 'vitest';
import { chooseBackend } from '../backends/backends';
import { CLASSES, compareLogits } from '../testing/logits-case';
import { MOBILENET_V3_TORCHVISION } from '../weights/names/mobilenet-v3';
import { mobileNetV3 } from './mobilenet-v3';

beforeAll(async () => {
  await chooseBackend('wasm');
});

it('mobileNetV3 has torchvision’s weights and logits', { timeout: 60_000 }, async () => {
  const architecture = mobileNetV3({
    family: 'mobilenet-v3',
    size: 'small',
    classes: CLASSES,
    source: 'torchvision',
  });
  const found = await compareLogits('mobilenet_v3_small', architecture, MOBILENET_V3_TORCHVISION);
  expect(found.weights).toBe(found.expectedWeights);
  expect(found.error).toBeLessThan(1e-4);
});
