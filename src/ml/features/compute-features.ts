/**
 * Computes features: batches of pixels go through the backbone, rows of features come out. Only one batch is on the
 * backend at a time; meanwhile the source prepares the next.
 */
import { dispose, getBackend, tensor4d, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';
import { throwIfStopped } from '../../core/errors';
import type { Backbone } from '../backbones/backbone';
import { rebatch, type PixelRows } from './rebatch';

export interface FeatureRows {
  keys: string[];
  /** `[keys.length, channels]`, row-major. */
  features: Float32Array;
}

export interface FeatureOptions {
  backbone: Backbone;
  taps: readonly string[];
  /** Size of every image, in pixels. */
  width: number;
  height: number;
  signal?: AbortSignal;
  /** Images per batch; the default suits the backend. */
  batchSize?: number;
}

/** Images per batch: GPUs work best with many, a CPU's cache with few. */
export function suitableBatchSize(): number {
  return ['webgpu', 'webgl'].includes(getBackend()) ? 32 : 4;
}

/**
 * Features of every image, in order, in batches of a fixed shape (the last one is padded, and its result cut).
 * Ending the loop early (`return()`) or aborting the signal stops it between two batches.
 * @throws OnesheetError `stopped` once the signal is aborted; whatever the source throws.
 */
export async function* computeFeatures(
  source: AsyncIterable<PixelRows>,
  options: FeatureOptions,
): AsyncGenerator<FeatureRows, void, undefined> {
  const { backbone, taps, width, height, signal } = options;
  const batchSize = options.batchSize ?? suitableBatchSize();
  const channels = backbone.channels(taps);
  const shape: [number, number, number, number] = [batchSize, height, width, 3];
  const values = new Float32Array(batchSize * height * width * 3);
  throwIfStopped(signal);
  for await (const { keys, pixels } of rebatch(source, batchSize, height * width * 3)) {
    throwIfStopped(signal);
    values.set(pixels);
    const rows = await featuresOf(tensor4d(values, shape), backbone, taps);
    yield { keys, features: rows.slice(0, keys.length * channels) };
  }
  throwIfStopped(signal);
}

/** Disposes of the pixels in any case. */
async function featuresOf(
  pixels: Tensor4D,
  backbone: Backbone,
  taps: readonly string[],
): Promise<Float32Array> {
  const held: Tensor[] = [pixels];
  try {
    const output = backbone.features(pixels, taps);
    held.push(output);
    // features are float32, so the values are a Float32Array
    return (await output.data()) as Float32Array;
  } finally {
    dispose(held);
  }
}
