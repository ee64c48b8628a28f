/** Applies a trained head: features in, predictions out. */
import { tensor2d, tidy } from '@tensorflow/tfjs-core';
import type { HeadWeights } from '../../core/run/trained';
import type { Head } from '../../core/heads';
import { HeadModel } from './head-model';
import { predictionsOf } from './outputs';

const ROWS_AT_ONCE = 1024;

/**
 * @param features `[n, dimension]`, row-major, not standardised.
 * @param heads The meaning of the outputs.
 * @returns `[n, outputs]`, row-major: probabilities of classes and labels, and values.
 */
export async function applyHead(
  weights: HeadWeights,
  features: Float32Array,
  heads: readonly Head[],
): Promise<Float32Array> {
  const dimension = weights[0].inputs;
  const { outputs } = weights[weights.length - 1];
  const rows = features.length / dimension;
  const logits = new Float32Array(rows * outputs);
  const model = new HeadModel(weights);
  try {
    for (let from = 0; from < rows; from += ROWS_AT_ONCE) {
      const count = Math.min(ROWS_AT_ONCE, rows - from);
      const piece = features.slice(from * dimension, (from + count) * dimension);
      const result = tidy(() => model.logits(tensor2d(piece, [count, dimension])));
      logits.set(await result.data<'float32'>(), from * outputs);
      result.dispose();
    }
  } finally {
    model.dispose();
  }
  return predictionsOf(logits, heads);
}
