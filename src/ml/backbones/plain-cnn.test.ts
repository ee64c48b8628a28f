/** Logits of PyTorch by `scripts/reference/torchvision_logits.py`, which builds the networks independently. */
import { beforeAll, describe, expect, it } from 'vitest';
import { chooseBackend } from '../backends/backends';
import { layersOf } from '../layers/architecture';
import { CLASSES, compareLogits, IMAGE } from '../testing/logits-case';
import { dottedNames } from '../weights/names/torch';
import { plainCnn } from './plain-cnn';

beforeAll(async () => {
  await chooseBackend('wasm');
});

describe('plainCnn', () => {
  it.each(['three-block', 'eleven-layer'] as const)('%s has PyTorch’s weights and logits', async (size) => {
    const architecture = plainCnn({ family: 'plain-cnn', size, image: IMAGE, classes: CLASSES });
    const found = await compareLogits(`${size} CNN`, architecture, dottedNames('PyTorch'));
    expect(found.weights).toBe(found.expectedWeights);
    expect(found.error).toBeLessThan(1e-4);
  });

  it('has the eleven layers of write-up D: two max-pools, three dropouts, a dense layer of 512', () => {
    const config = {
      family: 'plain-cnn',
      size: 'eleven-layer',
      image: { width: 64, height: 64 },
      classes: 20,
    } as const;
    const layers = layersOf(plainCnn(config)).filter(({ op }) => op !== 'flatten');
    expect(layers).toHaveLength(11);
    expect(layers.filter(({ op }) => op === 'max-pool')).toHaveLength(2);
    expect(layers.filter(({ op }) => op === 'dropout')).toHaveLength(3);
    expect(layers.find(({ op }) => op === 'dense')).toMatchObject({ out: 512, activation: 'relu' });
  });
});
