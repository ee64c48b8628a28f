/** The networks that are timed, and the amount of arithmetic per training image. */
import { architectureOf, type ArchitectureConfig } from '../../src/ml/backbones/architectures';
import { layersOf, type Architecture } from '../../src/ml/layers/architecture';
import { INPUT, type Layer } from '../../src/ml/layers/layer';
import type { Padding } from '../../src/ml/kernels/conv-geometry';

export const CLASSES = 10;

export const NETWORKS = {
  resnet18: { family: 'resnet', size: 'resnet18', classes: CLASSES },
  resnet34: { family: 'resnet', size: 'resnet34', classes: CLASSES },
  'mobilenet-v2': { family: 'mobilenet-v2', width: 1, classes: CLASSES, source: 'torch', dropout: 0 },
  vgg16: { family: 'vgg', size: 'vgg16', classes: CLASSES, top: { kind: 'average' } },
} as const satisfies Record<string, ArchitectureConfig>;

export type NetworkName = keyof typeof NETWORKS;

export function isNetworkName(name: string): name is NetworkName {
  return name in NETWORKS;
}

export function architectureNamed(name: NetworkName): Architecture {
  return architectureOf(NETWORKS[name]);
}

/** Number of positions of a window of `size` along `side` pixels. */
function outputSide(side: number, size: number, stride: number, padding: Padding): number {
  return padding === 'same' ? Math.ceil(side / stride) : Math.floor((side + 2 * padding - size) / stride) + 1;
}

/**
 * Multiplications and additions of convolutions and dense layers for one square image: once for the forward pass, and
 * twice as much for both gradients; the first layer has no gradient of its input. Other operations are not counted.
 */
export function trainingFlops(architecture: Architecture, size: number): number {
  const sides = new Map([[INPUT, size]]);
  let flops = 0;
  for (const layer of layersOf(architecture)) {
    const input = sides.get(inputOf(layer)) ?? 1;
    const { side, multiplications } = costOf(layer, input);
    sides.set(layer.name, side);
    const passes = inputOf(layer) === INPUT ? 2 : 3;
    flops += 2 * multiplications * passes;
  }
  return flops;
}

function inputOf(layer: Layer): string {
  return 'input' in layer ? layer.input : layer.inputs[0];
}

function costOf(layer: Layer, input: number): { side: number; multiplications: number } {
  switch (layer.op) {
    case 'convolution': {
      const side = outputSide(input, layer.size, layer.stride, layer.padding);
      return { side, multiplications: side * side * layer.size * layer.size * layer.in * layer.out };
    }
    case 'depthwise': {
      const side = outputSide(input, layer.size, layer.stride, layer.padding);
      return { side, multiplications: side * side * layer.size * layer.size * layer.channels };
    }
    case 'max-pool':
      return { side: outputSide(input, layer.size, layer.stride, layer.padding), multiplications: 0 };
    case 'global-average-pool':
      return { side: 1, multiplications: 0 };
    case 'dense':
      return { side: 1, multiplications: layer.in * layer.out };
    default:
      return { side: input, multiplications: 0 };
  }
}
