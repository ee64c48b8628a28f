/** Values are trained standardised; kept weights give them in their own unit, with the scale folded into the last layer. */
import { placeHeads, type Head } from '../../core/heads';
import type { Scale } from './objective';

/**
 * The dense layer that gives values in their own unit where `layer` gives standardised ones.
 * @param kernel `[inputs, outputs]`, row-major, of all heads together.
 * @param bias `[outputs]`
 * @param scales One per head; null for heads that are not values.
 */
export function foldScales(
  kernel: Float32Array,
  bias: Float32Array,
  heads: readonly Head[],
  scales: readonly (Scale | null)[],
): { kernel: Float32Array<ArrayBuffer>; bias: Float32Array<ArrayBuffer> } {
  const folded = { kernel: new Float32Array(kernel), bias: new Float32Array(bias) };
  for (const [index, { output }] of placeHeads(heads).entries()) {
    const scale = scales[index];
    if (!scale) continue;
    for (let at = output; at < kernel.length; at += bias.length) folded.kernel[at] *= scale.deviation;
    folded.bias[output] = folded.bias[output] * scale.deviation + scale.mean;
  }
  return folded;
}

/** The inverse: from values in their own unit to standardised ones. */
export function unfoldScales(
  kernel: Float32Array,
  bias: Float32Array,
  heads: readonly Head[],
  scales: readonly (Scale | null)[],
): { kernel: Float32Array<ArrayBuffer>; bias: Float32Array<ArrayBuffer> } {
  const inverse = scales.map((scale) =>
    scale ? { mean: -scale.mean / scale.deviation, deviation: 1 / scale.deviation } : null,
  );
  return foldScales(kernel, bias, heads, inverse);
}
