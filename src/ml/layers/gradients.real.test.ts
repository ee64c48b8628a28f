/** Gradients of PyTorch, by `scripts/reference/torchvision_gradients.py`: those that take the cpu backend half a minute. */
import { beforeAll, describe, it } from 'vitest';
import { resNet } from '../backbones/resnet';
import { chooseBackend } from '../backends/backends';
import { CLASSES, expectGradients } from '../testing/gradients-case';
import { RESNET_NAMES } from '../weights/names/resnet';

beforeAll(async () => {
  await chooseBackend('cpu');
});

const resnet18 = { family: 'resnet', size: 'resnet18', classes: CLASSES } as const;

describe('the gradients of every parameter', () => {
  it.each([
    ['resnet18', 'frozen', resNet(resnet18)],
    [
      'resnet18 C D Mish',
      'training',
      resNet({ ...resnet18, tweakC: true, tweakD: true, activation: 'mish' }),
    ],
  ] as const)('are PyTorch’s: %s, norms %s', async (name, norms, architecture) => {
    await expectGradients(name, norms, architecture, RESNET_NAMES);
  });
});
