/** What each transform and pipeline is called, and what it does, in a line. */
import type { PipelineId, TransformKind } from '../../core/recipe/augmentation';

export const TRANSFORM_TEXTS: Record<TransformKind, { name: string; text: string }> = {
  'random-resized-crop': {
    name: 'Random resized crop',
    text: 'A window of the poster, resized. In place of the fit.',
  },
  'random-crop': { name: 'Random crop', text: 'So many poster pixels, anywhere. In place of the fit.' },
  rotation: { name: 'Rotation', text: 'About the middle, either way.' },
  zoom: { name: 'Zoom', text: 'Width and height each by a factor of its own.' },
  brightness: { name: 'Brightness', text: 'Darker or brighter by one factor.' },
  'colour-jitter': { name: 'Colour jitter', text: 'Up to four adjustments of colour, in any order.' },
  'horizontal-flip': { name: 'Horizontal flip', text: 'Mirrored. Lettering is mirrored too.' },
  'centre-crop': { name: 'Centre crop', text: 'The middle, in the size of the input.' },
  cutout: { name: 'Cutout', text: 'Squares of mean grey over it.' },
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
