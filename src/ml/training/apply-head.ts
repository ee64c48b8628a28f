/**
 * A trained head used: features in, probabilities out.
 */
import { softmax, tensor2d, tidy } from '@tensorflow/tfjs-core';
import type { HeadWeights } from '../../core/run/head-weights';
import { HeadModel } from './head-model';

const ROWS_AT_ONCE = 1024;

/**
 * @param features `[n, dimension]`, row-major, as the backbone gives them
 * @returns `[n, classes]`, row-major; each row sums to 1
 */
export async function applyHead(weights: HeadWeights, features: Float32Array): Promise<Float32Array> {
  const dimension = weights[0].inputs;
  const classes = weights[weights.length - 1].outputs;
  const rows = features.length / dimension;
  const probabilities = new Float32Array(rows * classes);
  const model = new HeadModel(weights);
  try {
    for (let from = 0; from < rows; from += ROWS_AT_ONCE) {
      const count = Math.min(ROWS_AT_ONCE, rows - from);
      const piece = features.slice(from * dimension, (from + count) * dimension);
      const result = tidy(() => softmax(model.logits(tensor2d(piece, [count, dimension]))));
      probabilities.set(await result.data<'float32'>(), from * classes);
      result.dispose();
    }
  } finally {
    model.dispose();
  }
  return probabilities;
}
