/** Convolutions that include bias and activation, for networks whose norms are folded, or that have none. */
import { convolutionRow, VGG16_BLOCK, type ConvolutionLayer } from './convolution-row';
import type { KernelBench } from './kernel-bench';

const WIDENING: ConvolutionLayer = {
  layer: 'MobileNetV2 as bundled, widening',
  side: 56,
  channels: 24,
  out: 144,
  window: 1,
  bias: true,
  activation: 'relu6',
};
const DEPTHWISE: ConvolutionLayer = {
  ...WIDENING,
  layer: 'MobileNetV2 as bundled, block 3',
  channels: 144,
  window: 3,
};

export const biasedConvolution: KernelBench = {
  file: 'biased-convolution',
  rows: [
    convolutionRow('convolution', WIDENING, { operation: 'convolution' }),
    convolutionRow('convolution', VGG16_BLOCK, { operation: 'convolution' }),
    convolutionRow('depthwise', DEPTHWISE, { operation: 'depthwise' }),
  ],
};
