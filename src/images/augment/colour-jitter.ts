/** torchvision's ColorJitter: up to four adjustments with random factors, in random order. */
import type { Random } from '../../core/random';
import type { TransformOf } from '../../core/recipe/augmentation';
import { adjustBrightness, adjustContrast, adjustSaturation } from './enhance';
import { adjustHue } from './hue';
import type { Picture } from './picture';

const ADJUSTMENTS = {
  brightness: adjustBrightness,
  contrast: adjustContrast,
  saturation: adjustSaturation,
  hue: adjustHue,
};
type AdjustmentName = keyof typeof ADJUSTMENTS;

/** One adjustment: a factor, or for hue a shift around the colour circle. */
export interface Adjustment {
  name: AdjustmentName;
  amount: number;
}

/** Skips settings that are 0. */
export function drawJitter(settings: TransformOf<'colour-jitter'>, random: Random): Adjustment[] {
  const drawn = (Object.keys(ADJUSTMENTS) as AdjustmentName[]).map((name) => {
    const strength = settings[name];
    const from = name === 'hue' ? -strength : Math.max(0, 1 - strength);
    return { name, amount: random.between(from, name === 'hue' ? strength : 1 + strength) };
  });
  return random.shuffle(drawn).filter(({ name }) => settings[name] > 0);
}

export function jitter(picture: Picture, adjustments: readonly Adjustment[]): Picture {
  return adjustments.reduce((adjusted, { name, amount }) => ADJUSTMENTS[name](adjusted, amount), picture);
}
