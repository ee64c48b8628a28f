/**
 * A dense layer's weights as plain arrays: how a trained head is stored, exported and carried between backends.
 */
import type { Random } from '../../core/random';

export interface DenseLayer {
  inputs: number;
  outputs: number;
  /** `[inputs, outputs]`, row-major. */
  kernel: Float32Array;
  /** `[outputs]` */
  bias: Float32Array;
}

/** The layers of a head from features to logits, with ReLU between them. Softmax follows the last. */
export type HeadWeights = DenseLayer[];

/** Glorot uniform kernel (Glorot & Bengio 2010, equation 16), zero bias: what Keras starts from. */
export function glorotUniform(inputs: number, outputs: number, random: Random): DenseLayer {
  const limit = Math.sqrt(6 / (inputs + outputs));
  const kernel = Float32Array.from({ length: inputs * outputs }, () => random.between(-limit, limit));
  return { inputs, outputs, kernel, bias: new Float32Array(outputs) };
}

/** A head with its first weights. `hidden` is the width of the hidden layer, 0 for none. */
export function initialHead(inputs: number, hidden: number, outputs: number, random: Random): HeadWeights {
  if (hidden === 0) return [glorotUniform(inputs, outputs, random)];
  return [glorotUniform(inputs, hidden, random), glorotUniform(hidden, outputs, random)];
}
