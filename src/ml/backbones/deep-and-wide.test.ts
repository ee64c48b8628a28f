/** Logits of PyTorch by `scripts/reference/torchvision_logits.py`, which builds the network independently. Full size: `deep-and-wide.real.test.ts`. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { chooseBackend } from '../backends/backends';
import type { Architecture } from '../layers/architecture';
import { initialWeights } from '../layers/initialise';
import { TrainableNetwork } from '../layers/trainable-network';
import { fillImages, fillStateDict } from '../testing/fill-state-dict';
import { CLASSES, compareLogits } from '../testing/logits-case';
import { fileShapes, fromFile } from '../weights/names/tensor-names';
import { dottedNames } from '../weights/names/torch';
import type { Weights } from '../layers/weights';
import { asBranch, BRANCHES, branchesOf, deepAndWide, FRESH_STAGES } from './deep-and-wide';
import { resNet } from './resnet';

beforeAll(async () => {
  await chooseBackend('wasm');
});

// two small branches: everything else is the same
const small = { family: 'deep-and-wide', wide: 'resnet18', joint: 8, classes: 2 } as const;

function filled(architecture: Architecture, except: string[] = []): Weights {
  const names = dottedNames('PyTorch');
  return fromFile(architecture, fillStateDict(fileShapes(architecture, names)), names, { except });
}

describe('deepAndWide', () => {
  it('has PyTorch’s weights and logits', { timeout: 120_000 }, async () => {
    const architecture = deepAndWide({ ...small, classes: CLASSES });
    const found = await compareLogits('deep & wide, small', architecture, dottedNames('PyTorch'));
    expect(found.weights).toBe(found.expectedWeights);
    expect(found.error).toBeLessThan(1e-4);
  });

  it('can be cut inside both branches', { timeout: 60_000 }, () => {
    const network = new TrainableNetwork(deepAndWide(small), filled(deepAndWide(small)));
    tf.tidy(() => {
      const images = tf.tensor4d(fillImages(1, 40, 33), [1, 40, 33, 3]);
      const cut = network.activationsBefore('layer3', images);
      expect(cut.map(({ shape }) => shape)).toEqual([
        [1, 5, 5, 128],
        [1, 5, 5, 128],
      ]);
      expect(network.forwardFrom('layer3', cut).dataSync()).toEqual(network.forward(images).dataSync());
    });
    network.dispose();
  });

  it('loads a pretrained ResNet’s weights into each branch', { timeout: 60_000 }, () => {
    const architecture = deepAndWide(small);
    const pretrained = BRANCHES.flatMap((branch) => {
      const weights = filled(resNet(branchesOf(small)[branch]), ['head']);
      return [...asBranch(weights, branch)];
    });
    const weights = new Map([...initialWeights(architecture, 1, FRESH_STAGES), ...pretrained]);
    const network = new TrainableNetwork(architecture, weights);
    const given = weights.get('wide/layer1/0/conv1/kernel');
    expect(network.variables.get('wide/layer1/0/conv1/kernel')?.dataSync()).toEqual(given?.data);
    network.dispose();
  });
});
