/**
 * A trainable network without its weights: stages from the image to the logits, each a list of layers. Stages are the
 * units that are frozen and unfrozen, and between which a network can be cut so that the part before runs only once.
 */
import { INPUT, inputsOf, type Layer } from './layer';

export interface Stage {
  /** `stem`, `layer1`, …, `head`: unique within the network. */
  name: string;
  layers: readonly Layer[];
}

/** How a pixel (0..255) is normalised before it enters the network: (pixel − mean) / std, for each channel. */
export interface Normalisation {
  mean: readonly [number, number, number];
  std: readonly [number, number, number];
}

/** How fresh weights are drawn; each family follows its source. */
export interface Initialisation {
  /** `kaiming`: normal, variance 2 / fan-out (He et al. 2015); `glorot`: uniform, variance 2 / (fan-in + fan-out). */
  convolution: 'kaiming' | 'glorot';
  /**
   * `fan-in`: kernel and bias uniform within ±1 / √fan-in (PyTorch's default); `normal`: standard deviation 0.01,
   * no bias; `glorot`: as above, no bias.
   */
  dense: 'fan-in' | 'normal' | 'glorot';
}

export interface Architecture {
  /** `resnet18`, `mobilenet-v2 × 0.35`, …: for display and messages. */
  title: string;
  normalisation: Normalisation;
  initialisation: Initialisation;
  /** From the image to the logits; every layer comes after those that it reads. */
  stages: readonly Stage[];
}

/** Mean and standard deviation of ImageNet's pixels, as in torchvision. */
export const IMAGENET: Normalisation = {
  mean: [0.485 * 255, 0.456 * 255, 0.406 * 255],
  std: [0.229 * 255, 0.224 * 255, 0.225 * 255],
};

/** Pixels to [-1, 1]. */
export const SYMMETRIC: Normalisation = { mean: [127.5, 127.5, 127.5], std: [127.5, 127.5, 127.5] };

/** Pixels to [0, 1]. */
export const UNIT: Normalisation = { mean: [0, 0, 0], std: [255, 255, 255] };

/** All layers, in order. */
export function layersOf(architecture: Architecture): Layer[] {
  return architecture.stages.flatMap((stage) => stage.layers);
}

/** The layer that computes the logits. */
export function outputOf(architecture: Architecture): string {
  const last = layersOf(architecture).at(-1);
  if (!last) throw new Error(`${architecture.title} has no layers.`);
  return last.name;
}

/**
 * The earlier values that the stages from `first` on read: what to keep of the frozen part.
 * @throws Error for a stage that the network does not have.
 */
export function valuesBefore(architecture: Architecture, first: string): string[] {
  return valuesAt(architecture, firstLayerOf(architecture, first));
}

/** The earlier values that the layers from number `cut` on read; may include the image. */
export function valuesAt(architecture: Architecture, cut: number): string[] {
  const layers = layersOf(architecture);
  const made = new Set([INPUT, ...layers.slice(0, cut).map(({ name }) => name)]);
  const read = new Set(layers.slice(cut).flatMap(inputsOf));
  return [...read].filter((name) => made.has(name));
}

/** Number of the first layer of a stage. @throws Error for a stage that the network does not have. */
export function firstLayerOf({ title, stages }: Architecture, stage: string): number {
  const index = stages.findIndex(({ name }) => name === stage);
  if (index === -1) throw new Error(`${title} has no stage "${stage}".`);
  return stages.slice(0, index).reduce((sum, { layers }) => sum + layers.length, 0);
}

/** Layers that give the same output for an image each time, and have nothing to train. */
const FIXED: readonly Layer['op'][] = [
  'activation',
  'add',
  'concat',
  'max-pool',
  'average-pool',
  'adaptive-average-pool',
  'global-average-pool',
  'flatten',
];

/**
 * Where to cut a network whose stages from `first` on are trained: the number of the first layer that is trained or
 * drops out. Layers before it in the stage (the head's pooling, for example) are computed only once per image.
 */
export function cutFor(architecture: Architecture, first: string): number {
  const layers = layersOf(architecture);
  let cut = firstLayerOf(architecture, first);
  while (cut < layers.length - 1 && FIXED.includes(layers[cut].op)) cut++;
  return cut;
}
