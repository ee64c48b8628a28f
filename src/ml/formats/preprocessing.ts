/**
 * Describes exactly how a poster becomes the model's input, for those who run the model elsewhere. It is written for
 * people and programs, and derived from the recipe, so that it always matches what was done.
 */
import type { Fit, Recipe } from '../../core/recipe/recipe';
import { firstCrop, usedAugmentation } from '../../core/recipe/used-augmentation';
import { validationSteps } from '../../core/recipe/validation-steps';
import { placeHeads, type Head } from '../../core/heads';

const FIT_STEPS: Record<Fit, string> = {
  stretch: 'Resize to width × height, whatever the aspect.',
  'centre-crop':
    'Resize so that the poster covers width × height with its aspect kept, then take the middle width × height.',
  pad: 'Add black equally on the two shorter sides until the aspect is width : height, then resize to width × height.',
  'random-crop':
    'Take a crop of the aspect width : height whose longer side is 280 poster pixels (black where the poster is smaller), then resize to width × height. Training drew the place by chance; one crop a poster.',
};

/** The content of `preprocessing.json`. */
export function describePreprocessing(
  recipe: Pick<Recipe, 'images' | 'augmentation' | 'model' | 'depth'>,
  heads: readonly Head[],
): object {
  const { fit, width, height } = recipe.images;
  return {
    version: 1,
    input: { name: 'input', shape: [null, height, width, 3], dtype: 'float32', layout: 'NHWC' },
    colour: {
      space: 'sRGB',
      order: 'RGB',
      range: [0, 255],
      note: 'Whole numbers 0 to 255 as float32. The model rescales them itself.',
    },
    orientation: 'EXIF orientation is applied first.',
    transparency: 'Transparent parts are shown on white.',
    fit: {
      kind: firstCrop(usedAugmentation(recipe))?.kind ?? fit,
      width,
      height,
      background: [0, 0, 0],
      steps: validationSteps(recipe, FIT_STEPS[fit]),
      resize:
        "Antialiased bilinear on 8-bit pixels, as Pillow's Image.resize with BILINEAR and torchvision's Resize on a Pillow image.",
    },
    output: {
      note: 'In the order of labels.json: probabilities of a class sum to 1, those of labels are independent, a value is in its own unit.',
      heads: placeHeads(heads).map(({ title, kind, unit, output, outputs }) => ({
        title,
        kind,
        unit,
        from: output,
        count: outputs,
      })),
    },
  };
}
