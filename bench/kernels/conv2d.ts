/** Convolutions, with and without bias and activation, and both of their gradients. */
import { kernelRow, type KernelLayer } from './convolution-kernel-row';
import type { KernelBench } from './kernel-bench';

const FIRST: KernelLayer = {
  layer: 'ResNet18, first of all',
  side: 224,
  channels: 3,
  out: 64,
  window: 7,
  stride: 2,
};
const LAYERS: KernelLayer[] = [
  { layer: 'ResNet18, stage 1', side: 56, channels: 64, out: 64, window: 3, stride: 1 },
  { layer: 'ResNet18, into stage 3', side: 28, channels: 128, out: 256, window: 3, stride: 2 },
  { layer: 'ResNet18, stage 4', side: 7, channels: 512, out: 512, window: 3, stride: 1 },
  { layer: 'MobileNetV2, widening', side: 56, channels: 24, out: 144, window: 1, stride: 1 },
  { layer: 'MobileNetV2, last of all', side: 7, channels: 320, out: 1280, window: 1, stride: 1 },
];

export const conv2d: KernelBench = {
  file: 'conv2d',
  rows: [
    kernelRow('forward', FIRST),
    ...LAYERS.map((layer) => kernelRow('forward', layer)),
    ...LAYERS.slice(-2).map((layer) => kernelRow('fused', layer)),
    // the gradient of the images is not needed
    kernelRow('filter gradient', FIRST),
    ...LAYERS.map((layer) => kernelRow('filter gradient', layer)),
    ...LAYERS.map((layer) => kernelRow('input gradient', layer)),
  ],
};
