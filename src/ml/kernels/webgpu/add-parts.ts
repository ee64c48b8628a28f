/** The second half of every sum that is cut into parts: adds them up in a fixed order, so that results repeat to the bit. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { runElementwise } from './elementwise';
import { activated, UNFINISHED } from './fused-activation';
import type { WebGPUInternals } from './internals';
import { emptyTensor } from './run-kernel';

/** Adds `[parts, …shape]` over its first axis, in order, finishes the sums, and lets go of the parts. */
export function addParts(
  gpu: WebGPUInternals,
  parts: TensorInfo,
  count: number,
  shape: number[],
  { bias, activation } = UNFINISHED,
): TensorInfo {
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
