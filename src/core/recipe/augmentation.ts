/**
 * How a training poster changes each time it is seen: an ordered list of transforms with torchvision's (or Keras's)
 * names and defaults, and named pipelines. Sizes follow the recipe's `images.width × height`, so a pipeline fits any
 * input. `mixing` is separate because it needs two samples.
 */
import { z } from 'zod';

/** torchvision's RandomResizedCrop: a window of the poster itself, resized to the input's size × `enlargement`. */
const randomResizedCrop = z.strictObject({
  kind: z.literal('random-resized-crop'),
  /** The window's share of the poster's area: minimum, maximum. */
  scale: orderedPair(0.01, 1).default([0.8, 1]),
  /** The window's width / height: minimum, maximum. */
  ratio: orderedPair(0.1, 10).default([3 / 4, 4 / 3]),
  /** Multiple of the input's size: 8 / 7 turns 224 into 256, for a following centre crop. */
  enlargement: z.number().min(1).max(2).default(1),
});

/** torchvision's RandomCrop with `pad_if_needed`, of the poster itself: this many poster pixels, padded with black. */
const randomCrop = z.strictObject({
  kind: z.literal('random-crop'),
  width: z.int().min(8).max(1024).default(280),
  height: z.int().min(8).max(1024).default(280),
});

/** torchvision's CenterCrop. */
const centreCrop = z.strictObject({
  kind: z.literal('centre-crop'),
  /** Pixels; null for the input's size. */
  width: z.int().min(8).max(1024).nullable().default(null),
  height: z.int().min(8).max(1024).nullable().default(null),
});

/** torchvision's RandomRotation about the centre; bilinear with `edge` equals Keras's rotation_range. */
const rotation = z.strictObject({
  kind: z.literal('rotation'),
  /** Drawn uniformly from −degrees to degrees. */
  degrees: z.number().min(0).max(180).default(15),
  interpolation: z.enum(['nearest', 'bilinear']).default('nearest'),
  /** Fills the corners: a grey from 0 (black) to 255, or the nearest pixel of the image's edge. */
  fill: z.union([z.int().min(0).max(255), z.literal('edge')]).default(0),
});

/** torchvision's ColorJitter; as there, the defaults change nothing. */
const colourJitter = z.strictObject({
  kind: z.literal('colour-jitter'),
  /** Factors drawn uniformly from max(0, 1 − x) to 1 + x. */
  brightness: z.number().min(0).max(2).default(0),
  contrast: z.number().min(0).max(2).default(0),
  saturation: z.number().min(0).max(2).default(0),
  /** Hue shift, drawn uniformly from −x to x; 0.5 is half the colour circle. */
  hue: z.number().min(0).max(0.5).default(0),
});

/** torchvision's RandomHorizontalFlip. */
const horizontalFlip = z.strictObject({
  kind: z.literal('horizontal-flip'),
  probability: z.number().min(0).max(1).default(0.5),
});

/**
 * Keras's zoom_range: each axis scaled by its own factor, bilinear, edges extended. Factors above 1 shrink the image.
 */
const zoom = z.strictObject({
  kind: z.literal('zoom'),
  range: orderedPair(0.2, 3).default([0.8, 1.2]),
});

/** Keras's brightness_range: every value multiplied by one factor. */
const brightness = z.strictObject({
  kind: z.literal('brightness'),
  range: orderedPair(0, 3).default([0.8, 1.2]),
});

/** DeVries & Taylor 2017: squares of mean grey, centred anywhere on the image, so they may extend over its edge. */
const cutout = z.strictObject({
  kind: z.literal('cutout'),
  /** Side, as a share of the image's shorter side. */
  size: z.number().min(0.01).max(1).default(0.25),
  count: z.int().min(1).max(16).default(1),
  probability: z.number().min(0).max(1).default(1),
});

export const transformSchema = z.discriminatedUnion('kind', [
  randomResizedCrop,
  randomCrop,
  centreCrop,
  rotation,
  colourJitter,
  horizontalFlip,
  zoom,
  brightness,
  cutout,
]);

/** Applied in this order, only to training posters. */
export const augmentationSchema = z.array(transformSchema).max(16).default([]);

export type Transform = z.infer<typeof transformSchema>;
export type TransformKind = Transform['kind'];
export type TransformOf<K extends TransformKind> = Extract<Transform, { kind: K }>;
export type Augmentation = z.infer<typeof augmentationSchema>;

/** Every kind of transform, in the usual order within a list. */
export const TRANSFORM_KINDS = [
  'random-resized-crop',
  'random-crop',
  'rotation',
  'zoom',
  'brightness',
  'colour-jitter',
  'horizontal-flip',
  'centre-crop',
  'cutout',
] as const satisfies readonly TransformKind[];

/** One transform with its defaults. */
export function defaultTransform<K extends TransformKind>(kind: K): TransformOf<K> {
  // the union's parser returns the member of this kind
  return transformSchema.parse({ kind }) as TransformOf<K>;
}

/** Mixes the samples of training batches in pairs, together with their answers; null for none. */
export const mixingSchema = z
  .discriminatedUnion('kind', [
    /** Zhang et al. 2018: λ·a + (1 − λ)·b with λ from Beta(alpha, alpha). */
    z.strictObject({ kind: z.literal('mixup'), alpha: z.number().positive().max(10).default(0.2) }),
    /** Yun et al. 2019: a rectangle of b, of area 1 − λ, pasted into a. */
    z.strictObject({ kind: z.literal('cutmix'), alpha: z.number().positive().max(10).default(1) }),
  ])
  .nullable()
  .default(null);

export type Mixing = z.infer<typeof mixingSchema>;

export const PIPELINES = ['none', 'write-up-a', 'write-up-d'] as const;
export type PipelineId = (typeof PIPELINES)[number];

/** A named pipeline's transforms. */
export function pipeline(id: PipelineId): Augmentation {
  return augmentationSchema.parse(PIPELINE_INPUTS[id]);
}

/** The name of the pipeline with exactly these transforms; null if there is none. */
export function pipelineOf(augmentation: Augmentation): PipelineId | null {
  const text = JSON.stringify(augmentation);
  return PIPELINES.find((id) => JSON.stringify(pipeline(id)) === text) ?? null;
}

const PIPELINE_INPUTS: Record<PipelineId, z.input<typeof augmentationSchema>> = {
  none: [],
  // RandomResizedCrop(256, scale=(0.8, 1)), RandomRotation(15), ColorJitter(), RandomHorizontalFlip(),
  // CenterCrop(224); in validation Resize(256), CenterCrop(224)
  'write-up-a': [
    { kind: 'random-resized-crop', scale: [0.8, 1], enlargement: 256 / 224 },
    { kind: 'rotation', degrees: 15 },
    { kind: 'colour-jitter' },
    { kind: 'horizontal-flip' },
    { kind: 'centre-crop' },
  ],
  // random zoom, brightness and rotation with Keras; the write-up gives no ranges, so these are ours
  'write-up-d': [
    { kind: 'rotation', degrees: 15, interpolation: 'bilinear', fill: 'edge' },
    { kind: 'zoom', range: [0.8, 1.2] },
    { kind: 'brightness', range: [0.7, 1.3] },
  ],
};

/** Minimum and maximum: both within bounds, the first not above the second. */
function orderedPair(low: number, high: number) {
  return z
    .tuple([z.number().min(low).max(high), z.number().min(low).max(high)])
    .refine(([from, to]) => from <= to, 'The first number must not be greater than the second.');
}
