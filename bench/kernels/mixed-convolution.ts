/** Convolutions and norms on 16-bit values, compared with our own in float32. */
import { convolutionRow, VGG16_BLOCK, type ConvolutionLayer } from './convolution-row';
import type { KernelBench } from './kernel-bench';
import { normRow } from './norm-row';

const STAGE: ConvolutionLayer = {
  layer: 'ResNet18, stage 1',
  side: 56,
  channels: 64,
  out: 64,
  window: 3,
  bias: false,
  activation: 'linear',
};
const BLOCK: ConvolutionLayer = { ...STAGE, layer: 'MobileNetV2, block 3', channels: 144, out: 144 };

export const mixedConvolution: KernelBench = {
  file: 'mixed-convolution',
  rows: [
    convolutionRow('convolution', STAGE, { mixed: 'convolution' }),
    convolutionRow('convolution', VGG16_BLOCK, { mixed: 'convolution' }),
    convolutionRow('depthwise', BLOCK, { mixed: 'depthwise' }),
    normRow(
      { layer: 'ResNet18, stage 1', channels: 64, activation: 'relu', residual: true },
      'normTraining',
      {
        mixed: 'normTraining',
      },
    ),
  ],
};
