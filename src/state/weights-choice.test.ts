import { beforeEach, describe, expect, it } from 'vitest';
import type { KeptWeights } from '../core/backbones/kept-weights';
import { HUB_NETWORKS } from '../core/backbones/hub';
import { architectureSchema } from '../core/backbones/architectures';
import { defaultRecipe, parseRecipe } from '../core/recipe/recipe';
import { changeRecipe, currentRecipe, replaceRecipe } from './recipe';
import { chooseBundled, chooseHub, chooseKept, chooseRandom } from './weights-choice';

const [RESNET18] = HUB_NETWORKS.filter(({ title }) => title === 'ResNet18');
const backbone = () => currentRecipe().backbone;

beforeEach(() => replaceRecipe(defaultRecipe()));

describe('choosing weights', () => {
  it.each(HUB_NETWORKS.map((one) => [one.title, one] as const))(
    '%s also chooses their network',
    (_, network) => {
      chooseHub(network.hub, network.architecture);
      expect(backbone()).toMatchObject({
        weights: { kind: 'hub', ...network.hub },
        architecture: network.architecture,
      });
      expect(parseRecipe(currentRecipe())).toEqual(currentRecipe());
      chooseBundled();
      expect(backbone()).toMatchObject({ weights: { kind: 'bundled' }, architecture: null });
    },
  );

  it('keeps the settings if the network stays the same', () => {
    const tweaked = architectureSchema.parse({ family: 'resnet', size: 'resnet18', tweakD: true });
    changeRecipe('backbone', { architecture: tweaked });
    chooseHub(RESNET18.hub, RESNET18.architecture);
    expect(backbone().architecture).toEqual(tweaked);
    const both = architectureSchema.parse({ family: 'deep-and-wide' });
    changeRecipe('backbone', { architecture: both });
    chooseHub(RESNET18.hub, RESNET18.architecture);
    expect(backbone().architecture).toEqual(both);
    chooseRandom();
    expect(backbone()).toMatchObject({ weights: { kind: 'random' }, architecture: both });
  });

  it('trains the bundled network from scratch if no other is chosen', () => {
    chooseRandom();
    expect(backbone().architecture).toMatchObject({ family: 'mobilenet-v2', source: 'folded' });
  });

  it('refers to a file by its hash', () => {
    const kept: KeptWeights = {
      id: 'ab'.repeat(32),
      name: 'mine.h5',
      origin: { kind: 'file', format: 'keras-h5' },
      sha256: 'ab'.repeat(32),
      network: 'mobilenet-v1 × 0.25',
      architecture: { family: 'mobilenet-v1', width: 0.25 },
      bytes: 1,
      complete: true,
      addedAt: '2026-11-21T00:00:00.000Z',
    };
    chooseKept(kept);
    expect(backbone()).toMatchObject({
      weights: { kind: 'file', name: 'mine.h5', sha256: kept.sha256 },
      architecture: { family: 'mobilenet-v1', width: 0.25 },
    });
  });
});
