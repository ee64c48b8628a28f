/**
 * A trained head as plain arrays: how it is stored with its run, exported, and carried between backends.
 */

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
