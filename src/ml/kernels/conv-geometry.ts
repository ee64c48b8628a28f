/**
 * The sizes of a 2-D convolution. Layouts are those of tfjs: images `[batch, height, width, channels]`, filters
 * `[height, width, in, out]`.
 */
import type { backend_util } from '@tensorflow/tfjs-core';

/** TensorFlow's `same` (asymmetric at stride 2), or this many pixels on every side, as PyTorch pads. */
export type Padding = 'same' | number;

export interface ConvGeometry {
  batch: number;
  inHeight: number;
  inWidth: number;
  inChannels: number;
  outHeight: number;
  outWidth: number;
  outChannels: number;
  filterHeight: number;
  filterWidth: number;
  strideHeight: number;
  strideWidth: number;
  dilationHeight: number;
  dilationWidth: number;
  padTop: number;
  padLeft: number;
}

/** Converts tfjs's own description (NHWC). */
export function convGeometry(info: backend_util.Conv2DInfo): ConvGeometry {
  return {
    batch: info.batchSize,
    inHeight: info.inHeight,
    inWidth: info.inWidth,
    inChannels: info.inChannels,
    outHeight: info.outHeight,
    outWidth: info.outWidth,
    outChannels: info.outChannels,
    filterHeight: info.filterHeight,
    filterWidth: info.filterWidth,
    strideHeight: info.strideHeight,
    strideWidth: info.strideWidth,
    dilationHeight: info.dilationHeight,
    dilationWidth: info.dilationWidth,
    padTop: info.padInfo.top,
    padLeft: info.padInfo.left,
  };
}

/**
 * The same convolution with the simplest geometry: a 1 × 1 convolution has no neighbours, so each position counts as an
 * image of one pixel. One shader then serves images of every size.
 */
export function simplified(g: ConvGeometry): ConvGeometry {
  const alone =
    g.filterHeight === 1 &&
    g.filterWidth === 1 &&
    g.inHeight === g.outHeight &&
    g.inWidth === g.outWidth &&
    g.padTop === 0 &&
    g.padLeft === 0;
  if (!alone) return g;
  const pixel = { inHeight: 1, inWidth: 1, outHeight: 1, outWidth: 1 };
  const steps = { strideHeight: 1, strideWidth: 1, dilationHeight: 1, dilationWidth: 1 };
  return { ...g, ...pixel, ...steps, batch: g.batch * g.outHeight * g.outWidth };
}

/** A key that is equal for equal geometries: each shader is written for one geometry. */
export function geometryKey(g: ConvGeometry): string {
  return Object.values(g).join('_');
}
