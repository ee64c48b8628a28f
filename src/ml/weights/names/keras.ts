/** What Keras calls the tensors of a layer. */
import type { Parameter, ParameterKind } from '../../layers/parameters';
import type { TensorNames } from './tensor-names';

const SUFFIXES: Record<ParameterKind, string> = {
  kernel: 'kernel',
  bias: 'bias',
  gamma: 'gamma',
  beta: 'beta',
  movingMean: 'moving_mean',
  movingVariance: 'moving_variance',
};

/** Dense layers on top in place of today's own: somebody's (Teachable Machine: `dense_Dense1`), or Keras's former ones. */
const OTHER_HEADS = /^(dense(_\w+)?|Logits)\//;

/**
 * @param layerOf Keras's name of one of our layers.
 * @param asConvolution Dense layers that Keras has as 1 × 1 convolutions.
 */
export function kerasNames(
  layerOf: (layer: string) => string,
  asConvolution: (parameter: Parameter) => boolean = () => false,
): TensorNames {
  return {
    title: 'Keras',
    framework: 'keras',
    nameOf(parameter) {
      const { kind, use, layer } = parameter;
      const suffix = use === 'depthwise' && kind === 'kernel' ? 'depthwise_kernel' : SUFFIXES[kind];
      return `${layerOf(layer)}/${suffix}`;
    },
    asConvolution,
    ignored: OTHER_HEADS,
  };
}

/** `conv3_block1_0_conv`, a shortcut, stands before `conv3_block1_3_conv`: Keras lists layers by their depth. */
export function shortcutFirst(layer: string): string | null {
  return layer.endsWith('_0_conv') ? layer.replace(/_0_conv$/, '_3_conv') : null;
}
