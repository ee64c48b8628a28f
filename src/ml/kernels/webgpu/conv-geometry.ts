/**
 * The numbers of one 2-D convolution, and the WGSL that finds values of its tensors. Layouts are tfjs's: images
 * `[batch, height, width, channels]`, filters `[height, width, in, out]`.
 */
import type { backend_util } from '@tensorflow/tfjs-core';

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

/** The numbers from tfjs's own attributes (NHWC). */
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

/** A name that is the same for the same numbers: shaders are written for one geometry. */
export function geometryKey(g: ConvGeometry): string {
  return Object.values(g).join('_');
}

/** How an array whose innermost axis has `channels` values is read four at a time. */
export function quads(name: string, channels: number): { type: string; at: (index: string) => string } {
  return channels % 4 === 0
    ? { type: 'array<vec4<f32>>', at: (index) => `${name}[(${index}) >> 2u]` }
    : { type: 'array<f32>', at: (index) => `${name}[${index}]` };
}
