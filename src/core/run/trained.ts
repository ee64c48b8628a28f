/** What a run has learned, as plain arrays: how it is stored, exported, and carried between backends. */

/** A network's tensors by their names; the last layer gives values as they are. */
export type NetworkTensors = Map<string, { shape: number[]; data: Float32Array<ArrayBuffer> }>;

export type Trained =
  /** A head on the bundled backbone's features. */
  | { kind: 'head'; head: HeadWeights }
  /** A network of its own, of which everything may have been trained. */
  | { kind: 'network'; tensors: NetworkTensors };

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
