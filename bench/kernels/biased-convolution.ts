/** Convolutions with their bias and activation in one: what networks have whose norms are folded, or that have none. */
import { convolutionRow, type ConvolutionLayer } from './convolution-row';
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
const PLAIN: ConvolutionLayer = {
  layer: 'VGG16, block 3',
  side: 56,
  channels: 128,
  out: 256,
  window: 3,
  bias: true,
  activation: 'relu',
};

export const biasedConvolution: KernelBench = {
  file: 'biased-convolution',
  rows: [
    convolutionRow('convolution', WIDENING, { operation: 'convolution' }),
    convolutionRow('convolution', PLAIN, { operation: 'convolution' }),
    convolutionRow('depthwise', DEPTHWISE, { operation: 'depthwise' }),
  ],
};
