/** Deep & Wide at full size, 84 million weights, compared with PyTorch (`scripts/reference/torchvision_logits.py`). */
import { beforeAll, expect, it } from 'vitest';
import { chooseBackend } from '../backends/backends';
import { CLASSES, compareLogits } from '../testing/logits-case';
import { dottedNames } from '../weights/names/torch';
import { deepAndWide } from './deep-and-wide';

beforeAll(async () => {
  await chooseBackend('wasm');
});

it('deepAndWide of a ResNet18 and a wide ResNet50 has PyTorch’s weights and logits', async () => {
  const architecture = deepAndWide({ family: 'deep-and-wide', classes: CLASSES });
  const found = await compareLogits('deep & wide', architecture, dottedNames('PyTorch'));
  expect(found.weights).toBe(found.expectedWeights);
  expect(found.error).toBeLessThan(1e-4);
});
