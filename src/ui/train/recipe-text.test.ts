import { describe, expect, it } from 'vitest';
import { findRun, PRESETS } from '../../core/presets';
import { defaultRecipe, parseRecipe, type Recipe } from '../../core/recipe/recipe';
import { recipeLines } from './recipe-text';

const words = (recipe: Recipe) =>
  Object.fromEntries(recipeLines(recipe).map(({ name, text }) => [name, text.replaceAll('\u00a0', ' ')]));
const lines = (id: string) => words(findRun(id)?.run.recipe ?? defaultRecipe());

describe('a recipe in words', () => {
  it('says which network, with which weights, and how much of it is trained', () => {
    expect(lines('comedy-or-horror').Backbone).toBe('MobileNetV2 1.0, Open Images, frozen, 4 taps');
    expect(lines('box-office/mish').Backbone).toBe(
      'ResNet18 with Mish, timm/resnet18.tv_in1k, all layers trained',
    );
    expect(lines('genres-own-cnn').Backbone).toBe('three-block network, random weights, all layers trained');
  });

  it('lists the extras', () => {
    expect(lines('box-office/bag-of-tricks').Beside).toBe(
      'mixup, labels smoothed by 0.1, cosine schedule, warm-up of 5 epochs',
    );
    expect(lines('genres-balanced/early-stopping').Beside).toBe(
      '3 augmentations, oversampled, stops after 3 epochs without gain',
    );
    expect(lines('comedy-or-horror').Beside).toBeUndefined();
  });

  it('says how answers are weighted and smoothed, for every cross entropy', () => {
    const labelled = parseRecipe({
      task: { kind: 'genres' },
      loss: { kind: 'binary-cross-entropy', positiveWeights: 'balanced', labelSmoothing: 0.1 },
    });
    expect(words(labelled).Beside).toBe('positive weights, labels smoothed by 0.1');
    const classes = parseRecipe({ balance: { classWeights: 'balanced' } });
    expect(words(classes).Beside).toBe('class weights');
  });

  it('says which metric training monitors, if it is not the validation loss', () => {
    const recipe = parseRecipe({
      task: { kind: 'genres' },
      schedule: { kind: 'plateau', metric: 'macro-f1' },
      stopping: { metric: 'mean-average-precision', patience: 3 },
    });
    expect(words(recipe).Beside).toBe(
      'plateau schedule of Macro F1, stops after 3 epochs without gain in mAP',
    );
  });

  it('says parameters of losses, stopping and momentum that are not the defaults', () => {
    const value = parseRecipe({
      task: { kind: 'score' },
      loss: { kind: 'huber', delta: 0.5 },
      optimizer: { kind: 'sgd', nesterov: true },
      stopping: { patience: 3, minDelta: 0.01 },
    });
    expect(words(value).Beside).toBe(
      'Huber loss, δ 0.5, stops after 3 epochs without gain of more than 0.01',
    );
    expect(words(value).Training).toContain('SGD 0.01 with Nesterov momentum, 20 epochs');
    expect(words(parseRecipe({ loss: { kind: 'focal', gamma: 3 } })).Beside).toBe('focal loss, γ 3');
  });

  it('has no network if there is none', () => {
    expect(lines('ml-knn-64/k-40')).toMatchObject({ Model: 'ML-kNN, k = 40, on raw pixels' });
    expect(lines('random-genres/one-uniform')).not.toHaveProperty('Training');
  });

  it('distinguishes any two runs of a preset, except by fields that it does not mention', () => {
    const alike = PRESETS.flatMap((preset) => {
      const texts = preset.runs.map((run) => JSON.stringify(lines(run.recipe.id)));
      return new Set(texts).size < texts.length ? [preset.id] : [];
    });
    // cleaning is shown in Data, zero-γ with the backbone
    expect(alike).toEqual(['low-resolution']);
  });
});
