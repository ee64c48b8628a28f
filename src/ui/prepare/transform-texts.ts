/** Name and one-line description of each transform and pipeline. */
import type { PipelineId, TransformKind } from '../../core/recipe/augmentation';
import { TRANSFORM_NAMES } from '../../core/recipe/value-names';

export const TRANSFORM_TEXTS: Record<TransformKind, { name: string; text: string }> = {
  'random-resized-crop': {
    name: TRANSFORM_NAMES['random-resized-crop'],
    text: 'A random window of the poster, resized. Replaces the fit.',
  },
  'random-crop': {
    name: TRANSFORM_NAMES['random-crop'],
    text: 'A window of a fixed number of poster pixels at a random place. Replaces the fit.',
  },
  rotation: { name: TRANSFORM_NAMES.rotation, text: 'Around the centre, in either direction.' },
  zoom: { name: TRANSFORM_NAMES.zoom, text: 'Width and height are scaled by separate factors.' },
  brightness: { name: TRANSFORM_NAMES.brightness, text: 'Darker or brighter, by one factor.' },
  'colour-jitter': {
    name: TRANSFORM_NAMES['colour-jitter'],
    text: 'Up to four colour adjustments in random order.',
  },
  'horizontal-flip': {
    name: TRANSFORM_NAMES['horizontal-flip'],
    text: 'Mirrors the poster, lettering included.',
  },
  'centre-crop': {
    name: TRANSFORM_NAMES['centre-crop'],
    text: 'The centre, at the size of the network input.',
  },
  cutout: { name: TRANSFORM_NAMES.cutout, text: 'Covers squares with the mean colour.' },
};

export const PIPELINE_TEXTS: Record<PipelineId, { name: string; text: string }> = {
  none: { name: 'None', text: 'Every epoch sees the posters unaltered.' },
  'write-up-a': {
    name: 'Poster earnings',
    text: 'RandomResizedCrop, RandomRotation, ColorJitter, RandomHorizontalFlip and CenterCrop, as in the article. Its ColorJitter() is called without strengths and changes nothing. Validation resizes and crops the centre.',
  },
  'write-up-d': {
    name: 'Zoom, brightness, rotation',
    text: 'As in Keras. The article gives no ranges; these are ours.',
  },
};

/** A list that is not one of the named pipelines. */
export const OWN_NAME = 'Own';

/** Describes such a list, in its own order. */
export function listText(kinds: readonly TransformKind[]): string {
  return `In this order: ${kinds.map((kind) => TRANSFORM_TEXTS[kind].name.toLowerCase()).join(', ')}.`;
}
