import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { trainableMobileNetV2 } from '../backbones/mobilenet-v2';
import { resNet } from '../backbones/resnet';
import { resNetV2 } from '../backbones/resnet-v2';
import { chooseBackend } from '../backends/backends';
import { fillImages, fillStateDict } from '../testing/fill-state-dict';
import { tinyArchitecture } from '../testing/tiny-architecture';
import { fileShapes, fromFile } from '../weights/names/tensor-names';
import { dottedNames } from '../weights/names/torch';
import { layersOf, valuesBefore, type Architecture } from './architecture';
import { foldNorms } from './fold-norms';
import { TrainableNetwork } from './trainable-network';

beforeAll(async () => {
  await chooseBackend('wasm');
});

function filled(architecture: Architecture) {
  const names = dottedNames('PyTorch');
  return fromFile(architecture, fillStateDict(fileShapes(architecture, names)), names);
}

const classes = 4;
const CASES: [string, Architecture, number][] = [
  ['one of each layer', tinyArchitecture(), 0],
  ['MobileNetV2', trainableMobileNetV2({ family: 'mobilenet-v2', width: 0.35, classes, source: 'keras' }), 0],
  [
    'ResNet18 with tweaks',
    resNet({ family: 'resnet', size: 'resnet18', classes, tweakC: true, tweakD: true }),
    0,
  ],
  // the norms before the first convolution of each block, and the last one
  ['ResNet50V2', resNetV2({ family: 'resnet-v2', size: 'resnet50-v2', classes }), 3 + 4 + 6 + 3 + 1],
];

describe('foldNorms', () => {
  it.each(CASES)('does not change the logits of %s', { timeout: 60_000 }, (_, architecture, left) => {
    const weights = filled(architecture);
    const folded = foldNorms(architecture, weights);
    expect(layersOf(folded.architecture).filter(({ op }) => op === 'norm')).toHaveLength(left);
    const networks = [
      new TrainableNetwork(architecture, weights),
      new TrainableNetwork(folded.architecture, folded.weights),
    ];
    const images = tf.tensor4d(fillImages(2, 37, 34), [2, 37, 34, 3]);
    const [expected, found] = networks.map((network) => {
      const logits = network.forward(images);
      const values = Array.from(logits.dataSync());
      logits.dispose();
      network.dispose();
      return values;
    });
    images.dispose();
    const scale = Math.max(...expected.map(Math.abs));
    expect(Math.max(...expected.map((value, i) => Math.abs(value - found[i]))) / scale).toBeLessThan(1e-4);
  });

  it('keeps stages where the network can be cut', () => {
    const [, , [, architecture]] = CASES;
    const { architecture: folded } = foldNorms(architecture, filled(architecture));
    for (const { name } of architecture.stages)
      expect(valuesBefore(folded, name)).toEqual(valuesBefore(architecture, name));
  });

  it('does not change the weights that it is given, and names one that is missing', () => {
    const architecture = tinyArchitecture();
    const weights = filled(architecture);
    const names = [...weights.keys()];
    foldNorms(architecture, weights);
    expect([...weights.keys()]).toEqual(names);
    weights.delete('norm/moving_variance');
    expect(() => foldNorms(architecture, weights)).toThrow(
      expect.objectContaining({
        code: 'weights-missing-tensor',
        message: expect.stringContaining('norm/moving_variance'),
      }),
    );
  });
});
