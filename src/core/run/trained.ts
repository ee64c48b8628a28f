/** What a run has learned, as plain arrays, for storage, export and transfer between backends. */

/** A network's tensors by name; the last layer has no activation. */
export type NetworkTensors = Map<string, { shape: number[]; data: Float32Array<ArrayBuffer> }>;

export type Trained =
  /** A head on the bundled backbone's features. */
  | { kind: 'head'; head: HeadWeights }
  /** A whole network, any part of which may have been trained. */
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
