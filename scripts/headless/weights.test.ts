/** Which run takes which file of weights. */
import { describe, expect, test } from 'vitest';
import type { KeptWeights } from '../../src/core/backbones/kept-weights';
import { orderOf } from './recipe-argument';
import { takeWeights, weightsLine } from './weights';

const runs = (recipe: string, settings: { path: string; value: string }[] = []) =>
  orderOf({ recipe, settings, seed: null }).runs;

function kept(name: string, architecture: KeptWeights['architecture'], leftOut?: string[]): KeptWeights {
  return {
    id: name,
    name,
    origin: { kind: 'file', format: 'keras-h5' },
    sha256: 'ab'.repeat(32),
    network: architecture.family ?? '',
    architecture,
    bytes: 1,
    complete: true,
    addedAt: '2024-01-01T00:00:00.000Z',
    leftOut,
  };
}

const MOBILENET = kept('mine.h5', { family: 'mobilenet-v2', width: 0.35, source: 'keras' }, ['fc1']);
const VGG = kept('vgg.h5', { family: 'vgg', size: 'vgg16' });

describe('takeWeights', () => {
  test('a recipe that names no network takes the file’s', () => {
    const [{ recipe }] = takeWeights(runs('comedy-or-horror'), [MOBILENET]);
    expect(recipe.backbone).toMatchObject({
      architecture: { family: 'mobilenet-v2', width: 0.35, source: 'keras' },
      weights: { kind: 'file', name: 'mine.h5', sha256: MOBILENET.sha256 },
    });
  });

  test('each run of a preset takes the file that fits its network', () => {
    const before = runs('five-networks');
    const after = takeWeights(before, [VGG]);
    const changed = after.filter((run, i) => run.recipe !== before[i].recipe);
    expect(changed.length).toBeGreaterThan(0);
    for (const { recipe } of changed)
      expect(recipe.backbone).toMatchObject({ architecture: { family: 'vgg' }, weights: { name: 'vgg.h5' } });
    expect(after.length).toBeGreaterThan(changed.length);
  });

  test('a file that fits no run is named', () => {
    expect(() => takeWeights(runs('five-networks'), [MOBILENET])).toThrow(
      /^--weights: mine\.h5 is of mobilenet-v2, which no run of the recipe trains/,
    );
  });

  test('without files, nothing changes', () => {
    const before = runs('five-networks');
    expect(takeWeights(before, [])).toEqual(before);
  });
});

test('what was left out is said', () => {
  expect(weightsLine(MOBILENET)).toBe('mine.h5: mobilenet-v2; left out: fc1');
  expect(weightsLine(VGG)).toBe('vgg.h5: vgg');
});
