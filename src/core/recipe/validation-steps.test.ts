import { describe, expect, it } from 'vitest';
import { defaultTransform, pipeline } from './augmentation';
import { recipeSchema, type RecipeInput } from './recipe';
import { validationSteps } from './validation-steps';

const steps = (augmentation: RecipeInput['augmentation'], depth: RecipeInput['depth'] = { kind: 'all' }) =>
  validationSteps(recipeSchema.parse({ augmentation, depth }), 'Pad it.');

describe('how validation sees a poster', () => {
  it("is write-up A's Resize(256), CenterCrop(224)", () => {
    expect(steps(pipeline('write-up-a'))).toBe(
      'Resize so that the poster covers 256 × 256 with its aspect kept, then take the middle 256 × 256. ' +
        'Take the middle 224 × 224 pixels, with black where there are fewer. ' +
        'Where the size is another, resize to 224 × 224.',
    );
  });

  it('is the fit where nothing stands in its place, or nothing is augmented', () => {
    expect(steps([])).toBe('Pad it.');
    expect(steps(pipeline('write-up-d'))).toBe('Pad it.');
    expect(steps(pipeline('write-up-a'), { kind: 'head' })).toBe('Pad it.');
  });

  it('is a crop of the poster, or of the fitted poster', () => {
    expect(steps([defaultTransform('random-crop')])).toMatch(/^Take the middle 280 × 280 pixels/);
    const later = [defaultTransform('rotation'), { kind: 'centre-crop', width: 200, height: 180 } as const];
    expect(steps(later)).toMatch(/^Pad it\. Take the middle 200 × 180 pixels/);
  });
});
