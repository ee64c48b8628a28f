import { describe, expect, it } from 'vitest';
import { defaultTransform, pipeline } from './augmentation';
import { recipeSchema, type RecipeInput } from './recipe';
import { validationSteps } from './validation-steps';

const steps = (augmentation: RecipeInput['augmentation'], depth: RecipeInput['depth'] = { kind: 'all' }) =>
  validationSteps(recipeSchema.parse({ augmentation, depth }), 'Pad it.');

describe('how posters are prepared for validation', () => {
  it("is write-up A's Resize(256), CenterCrop(224)", () => {
    expect(steps(pipeline('write-up-a'))).toBe(
      'Resize so that the poster covers 256 × 256 keeping its aspect ratio, then take the central 256 × 256. ' +
        'Take the central 224 × 224 pixels, padded with black where the poster is smaller. ' +
        'If the size differs, resize to 224 × 224.',
    );
  });

  it('is the fit if no crop replaces it, or nothing is augmented', () => {
    expect(steps([])).toBe('Pad it.');
    expect(steps(pipeline('write-up-d'))).toBe('Pad it.');
    expect(steps(pipeline('write-up-a'), { kind: 'head' })).toBe('Pad it.');
  });

  it('is a crop of the poster, or of the fitted poster', () => {
    expect(steps([defaultTransform('random-crop')])).toMatch(/^Take the central 280 × 280 pixels/);
    const later = [defaultTransform('rotation'), { kind: 'centre-crop', width: 200, height: 180 } as const];
    expect(steps(later)).toMatch(/^Pad it\. Take the central 200 × 180 pixels/);
  });
});
