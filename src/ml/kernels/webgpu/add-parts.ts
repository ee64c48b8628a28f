/** The second half of every split sum: adds up the parts in a fixed order, so that results are reproducible to the bit. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { runElementwise } from './elementwise';
import { activated, UNFINISHED } from './fused-activation';
import type { WebGPUInternals } from './internals';
import { emptyTensor } from './run-kernel';

/** Tensor for the parts of a sum: `[count, …shape]`, or the result itself if `count` is 1. */
export function emptyParts(gpu: WebGPUInternals, count: number, shape: number[]): TensorInfo {
  return emptyTensor(gpu, count === 1 ? shape : [count, ...shape]);
}

/**
 * Adds up {@link emptyParts} over their first axis in order, finishes the sums, and disposes of the parts. A single part
 * already is the result, finished by the kernel that wrote it.
 */
export function addParts(
  gpu: WebGPUInternals,
  parts: TensorInfo,
  count: number,
  shape: number[],
  { bias, activation } = UNFINISHED,
): TensorInfo {
  if (count === 1) return parts;
  const sum = emptyTensor(gpu, shape);
  const size = shape.reduce((product, side) => product * side, 1);
  runElementwise(gpu, {
    key: `add-parts ${activation} ${bias ? 'bias' : ''}`,
    threads: size,
    writes: { sum },
    reads: { parts, ...(bias && { bias }) },
    sizes: { count, channels: shape[shape.length - 1] },
    body: `var total = 0.0;
  for (var part = 0u; part < p.count; part++) { total += parts[part * p.threads + i]; }
  sum[i] = ${activated(activation, bias ? 'total + bias[i % p.channels]' : 'total')};`,
  });
  gpu.disposeData(parts.dataId);
  return sum;
}
