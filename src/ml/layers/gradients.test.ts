/**
 * Compares the plain operations on cpu with PyTorch's gradients (`scripts/reference/torchvision_gradients.py`). They are
 * slow, so MobileNetV2 and more ResNets are compared in `wasm-ops.test.ts` and `gradients.real.test.ts`.
 */
import { beforeAll, describe, it } from 'vitest';
import { mobileNetV3 } from '../backbones/mobilenet-v3';
import { resNet } from '../backbones/resnet';
import { chooseBackend } from '../backends/backends';
import { CLASSES, expectGradients } from '../testing/gradients-case';
import { MOBILENET_V3_TORCHVISION } from '../weights/names/mobilenet-v3';
import { RESNET_NAMES } from '../weights/names/resnet';

beforeAll(async () => {
  await chooseBackend('cpu');
});

const resnet18 = { family: 'resnet', size: 'resnet18', classes: CLASSES } as const;
const withoutDropout = { classes: CLASSES, dropout: 0 };

describe('the gradients of every parameter, and the moving averages after the step', () => {
  it.each([
    ['resnet18', 'training', resNet(resnet18), RESNET_NAMES],
    [
      'mobilenet_v3_small',
      'training',
      mobileNetV3({ ...withoutDropout, family: 'mobilenet-v3', size: 'small', source: 'torchvision' }),
      MOBILENET_V3_TORCHVISION,
    ],
  ] as const)('are PyTorch’s: %s, %s', { timeout: 120_000 }, async (name, norms, architecture, names) => {
    await expectGradients(name, norms, architecture, names);
  });
});
