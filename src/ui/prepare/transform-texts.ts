/** What each transform and pipeline is called, and what it does, in a line. */
import type { PipelineId, TransformKind } from '../../core/recipe/augmentation';
import { TRANSFORM_NAMES } from '../../core/recipe/value-names';

export const TRANSFORM_TEXTS: Record<TransformKind, { name: string; text: string }> = {
  'random-resized-crop': {
    name: TRANSFORM_NAMES['random-resized-crop'],
    text: 'A window of the poster, resized. In place of the fit.',
  },
  'random-crop': {
    name: TRANSFORM_NAMES['random-crop'],
    text: 'So many poster pixels, anywhere. In place of the fit.',
  },
  rotation: { name: TRANSFORM_NAMES.rotation, text: 'About the middle, either way.' },
  zoom: { name: TRANSFORM_NAMES.zoom, text: 'Width and height each by a factor of its own.' },
  brightness: { name: TRANSFORM_NAMES.brightness, text: 'Darker or brighter by one factor.' },
  'colour-jitter': {
    name: TRANSFORM_NAMES['colour-jitter'],
    text: 'Up to four adjustments of colour, in any order.',
  },
  'horizontal-flip': {
    name: TRANSFORM_NAMES['horizontal-flip'],
    text: 'Mirrored. Lettering is mirrored too.',
  },
  'centre-crop': { name: TRANSFORM_NAMES['centre-crop'], text: 'The middle, in the size of the input.' },
  cutout: { name: TRANSFORM_NAMES.cutout, text: 'Squares of mean grey over it.' },
};

export const PIPELINE_TEXTS: Record<PipelineId, { name: string; text: string }> = {
  none: { name: 'None', text: 'Every epoch sees each poster as it is.' },
  'write-up-a': {
    name: 'Poster earnings',
    text: 'RandomResizedCrop, RandomRotation, ColorJitter, RandomHorizontalFlip and CenterCrop, as in the article. Its ColorJitter() has no strengths and changes nothing. Validation resizes and crops the middle.',
  },
  'write-up-d': {
    name: 'Zoom, brightness, rotation',
    text: 'As Keras does them. The article gives no ranges; these are ours.',
  },
};

/** A list that is none of the pipelines. */
export const OWN_NAME = 'Own';

/** What such a list does, in its own order. */
export function listText(kinds: readonly TransformKind[]): string {
  return `In this order: ${kinds.map((kind) => TRANSFORM_TEXTS[kind].name.toLowerCase()).join(', ')}.`;
}
