/** VGG16 at full size, 134 million weights, compared with PyTorch's logits (`scripts/reference/torchvision_logits.py`). */
import { beforeAll, expect, it } from 'vitest';
import { chooseBackend } from '../backends/backends';
import { CLASSES, compareLogits } from '../testing/logits-case';
import { vggNames } from '../weights/names/vgg';
import { vgg, type VggConfig } from './vgg';

beforeAll(async () => {
  await chooseBackend('wasm');
});

it('vgg with 4,096 units has PyTorch’s weights and logits', async () => {
  const config: VggConfig = { family: 'vgg', size: 'vgg16', classes: CLASSES, top: { kind: 'dense' } };
  const found = await compareLogits('vgg16', vgg(config), vggNames(config));
  expect(found.weights).toBe(found.expectedWeights);
  expect(found.error).toBeLessThan(1e-4);
});
