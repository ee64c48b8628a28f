import { beforeEach, describe, expect, it } from 'vitest';
import { pipeline, pipelineOf } from '../core/recipe/augmentation';
import { defaultRecipe, parseRecipe } from '../core/recipe/recipe';
import { changeTransform, chooseMixing, choosePipeline, switchTransform } from './augmentation';
import { currentRecipe, preparationKey, replaceRecipe, undoRecipe } from './recipe';

const kinds = () => currentRecipe().augmentation.map(({ kind }) => kind);

beforeEach(() => replaceRecipe(defaultRecipe()));

describe('augmentation of the recipe', () => {
  it('is a named pipeline until one of its settings is changed', () => {
    choosePipeline('write-up-a');
    expect(pipelineOf(currentRecipe().augmentation)).toBe('write-up-a');
    changeTransform('colour-jitter', { brightness: 0.2 });
    expect(currentRecipe().augmentation[2]).toMatchObject({ kind: 'colour-jitter', brightness: 0.2 });
    expect(pipelineOf(currentRecipe().augmentation)).toBeNull();
    undoRecipe();
    expect(currentRecipe().augmentation).toEqual([]);
  });

  it('inserts a transform at its usual place and removes it again', () => {
    for (const kind of ['cutout', 'rotation', 'random-resized-crop', 'horizontal-flip'] as const)
      switchTransform(kind, true);
    expect(kinds()).toEqual(['random-resized-crop', 'rotation', 'horizontal-flip', 'cutout']);
    switchTransform('rotation', false);
    expect(kinds()).toEqual(['random-resized-crop', 'horizontal-flip', 'cutout']);
    changeTransform('zoom', { range: [1, 1] });
    expect(kinds()).toHaveLength(3);
    expect(parseRecipe(currentRecipe())).toEqual(currentRecipe());
  });

  it('assembles write-up D from its parts', () => {
    for (const kind of ['brightness', 'zoom', 'rotation'] as const) switchTransform(kind, true);
    expect(kinds()).toEqual(pipeline('write-up-d').map(({ kind }) => kind));
  });

  it('switches mixing on with defaults, and off', () => {
    chooseMixing('cutmix');
    expect(currentRecipe().mixing).toEqual({ kind: 'cutmix', alpha: 1 });
    chooseMixing('none');
    expect(currentRecipe().mixing).toBeNull();
  });

  it('makes prepared posters stale only if crops are taken from whole posters', () => {
    const recipe = { ...defaultRecipe(), depth: { kind: 'all' as const } };
    const key = preparationKey(recipe);
    expect(preparationKey({ ...recipe, augmentation: pipeline('write-up-d') })).toBe(key);
    const cropped = { ...recipe, augmentation: pipeline('write-up-a') };
    expect(preparationKey(cropped)).not.toBe(key);
    // a head is trained on features of the fitted posters
    expect(preparationKey({ ...cropped, depth: { kind: 'head' } })).toBe(key);
  });
});
