/** Depthwise convolutions, with and without bias and activation, and both of their gradients. */
import { kernelRow, type KernelLayer } from './convolution-kernel-row';
import type { KernelBench } from './kernel-bench';

const SQUARE = { out: null, window: 3 };
const LAYERS: KernelLayer[] = [
  { layer: 'MobileNetV2, block 3', side: 56, channels: 144, stride: 1, ...SQUARE },
  { layer: 'MobileNetV2, block 4', side: 56, channels: 144, stride: 2, ...SQUARE },
  { layer: 'MobileNetV2, block 12', side: 14, channels: 576, stride: 1, ...SQUARE },
];

export const depthwise: KernelBench = {
  file: 'depthwise',
  rows: [
    ...LAYERS.map((layer) => kernelRow('forward', layer)),
    ...LAYERS.map((layer) => kernelRow('fused', layer)),
    ...LAYERS.map((layer) => kernelRow('filter gradient', layer)),
    ...LAYERS.map((layer) => kernelRow('input gradient', layer)),
  ],
};
