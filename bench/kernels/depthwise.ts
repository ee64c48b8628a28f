/** Both gradients of depthwise convolutions. */
import { gradientRow, type GradientLayer } from './convolution-gradient-row';
import type { KernelBench } from './kernel-bench';

const SQUARE = { out: null, window: 3 };
const LAYERS: GradientLayer[] = [
  { layer: 'MobileNetV2, block 3', side: 56, channels: 144, stride: 1, ...SQUARE },
  { layer: 'MobileNetV2, block 4', side: 56, channels: 144, stride: 2, ...SQUARE },
  { layer: 'MobileNetV2, block 12', side: 14, channels: 576, stride: 1, ...SQUARE },
];

export const depthwise: KernelBench = {
  file: 'depthwise',
  rows: [
    ...LAYERS.map((layer) => gradientRow('Filter', layer)),
    ...LAYERS.map((layer) => gradientRow('Input', layer)),
  ],
};
