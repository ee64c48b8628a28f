/** Weights that give values in their own unit: the scale used in training is folded into the last layer. */
import type { Head } from '../../core/heads';
import { outputOf, type Architecture } from '../layers/architecture';
import type { NamedTensor, Weights } from '../layers/weights';
import { foldScales } from './value-scale';

export function foldedWeights(
  architecture: Architecture,
  trained: Weights,
  heads: readonly Head[],
  scales: Parameters<typeof foldScales>[3],
): Weights {
  const last = outputOf(architecture);
  const [kernel, bias] = [trained.get(`${last}/kernel`), trained.get(`${last}/bias`)];
  if (!kernel || !bias) return trained;
  const folded = foldScales(kernel.data, bias.data, heads, scales);
  const with_ = (tensor: NamedTensor, data: Float32Array<ArrayBuffer>): NamedTensor => ({ ...tensor, data });
  return new Map([
    ...trained,
    [`${last}/kernel`, with_(kernel, folded.kernel)],
    [`${last}/bias`, with_(bias, folded.bias)],
  ]);
}
