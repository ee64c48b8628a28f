/**
 * A convolutional network as data: a list of nodes, each reading earlier nodes. Running the network, checking weights
 * against it and writing it as a Keras or ONNX model all use this one list.
 */

/** How a convolution pads: TensorFlow's `same` (asymmetric at stride 2), or this many pixels on every side. */
export type Padding = 'same' | number;
export type Activation = 'linear' | 'relu6';

/** The network's input: an image in the backbone's range, `[batch, height, width, 3]`. */
export const INPUT = 'input';

export interface ConvolutionNode {
  op: 'convolution';
  /** Unique; a tap is named after its node. */
  name: string;
  input: string;
  /** Prefix of its tensors: `<weights>/kernel` `[height, width, in, out]` and `<weights>/bias` `[out]`. */
  weights: string;
  size: number;
  in: number;
  out: number;
  stride: number;
  padding: Padding;
  activation: Activation;
}

export interface DepthwiseNode {
  op: 'depthwise';
  name: string;
  input: string;
  /** Prefix of its tensors: `<weights>/kernel` `[height, width, channels, 1]` and `<weights>/bias` `[channels]`. */
  weights: string;
  size: number;
  out: number;
  stride: number;
  padding: Padding;
  activation: Activation;
}

/** The sum of two nodes of the same shape. */
export interface AddNode {
  op: 'add';
  name: string;
  inputs: [string, string];
  out: number;
}

export type NetworkNode = ConvolutionNode | DepthwiseNode | AddNode;

export interface Network {
  /** The range of values that the input image must have. */
  inputRange: [number, number];
  /** Each node comes after those that it reads. */
  nodes: NetworkNode[];
}

/** Names of the nodes that a node reads. */
export function inputsOf(node: NetworkNode): string[] {
  return node.op === 'add' ? node.inputs : [node.input];
}

/** The nodes that the taps depend on, in order; the others need not be computed. */
export function nodesFor(network: Network, taps: readonly string[]): NetworkNode[] {
  const needed = new Set(taps);
  const kept: NetworkNode[] = [];
  for (const node of network.nodes.toReversed()) {
    if (!needed.has(node.name)) continue;
    for (const input of inputsOf(node)) needed.add(input);
    kept.push(node);
  }
  return kept.reverse();
}

/** Shapes of the tensors that the network needs, by name. */
export function tensorShapes(network: Network): Map<string, number[]> {
  const shapes = new Map<string, number[]>();
  for (const node of network.nodes) {
    if (node.op === 'add') continue;
    const channels = node.op === 'convolution' ? [node.in, node.out] : [node.out, 1];
    shapes.set(`${node.weights}/kernel`, [node.size, node.size, ...channels]);
    shapes.set(`${node.weights}/bias`, [node.out]);
  }
  return shapes;
}
