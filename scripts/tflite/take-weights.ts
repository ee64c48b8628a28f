/**
 * Takes the weights of a known network from a TFLite graph. The graph is followed along the network from its input, and
 * every operator must match the network: a model that differs anywhere is refused.
 */
import { INPUT, inputsOf, type Network, type NetworkNode } from '../../src/ml/backbones/network';
import { f16ToFloat32 } from '../../src/ml/weights/half';
import type { NamedTensor, Weights } from '../../src/ml/layers/weights';
import type { TfliteGraph, TfliteOperator, TfliteTensor } from './tflite';

/**
 * @returns the tensors that `tensorShapes(network)` names, in its order, stored as F16.
 * @throws Error naming the node that is missing from the graph or different there.
 */
export function takeWeights(graph: TfliteGraph, network: Network): Weights {
  const weights: Weights = new Map();
  const values = new Map([[INPUT, graph.inputs[0]]]);
  for (const node of network.nodes) {
    const operator = findOperator(graph, node, values);
    values.set(node.name, operator.outputs[0]);
    if (node.op === 'add') continue;
    const [, kernel, bias] = operator.inputs;
    weights.set(`${node.weights}/kernel`, toKernel(constant(graph, kernel), node.op));
    weights.set(`${node.weights}/bias`, constant(graph, bias));
  }
  return weights;
}

function findOperator(graph: TfliteGraph, node: NetworkNode, values: Map<string, number>): TfliteOperator {
  const inputs = inputsOf(node).map((name) => values.get(name));
  const found = graph.operators.filter(
    (operator) =>
      operator.op === node.op && fits(graph, operator, node) && sameInputs(operator.inputs, inputs),
  );
  if (found.length !== 1)
    throw new Error(`The TFLite model has ${found.length} operators that could be ${node.name}, not one.`);
  return found[0];
}

function sameInputs(actual: number[], wanted: (number | undefined)[]): boolean {
  const data = actual.slice(0, wanted.length);
  return wanted.every((input) => input !== undefined && data.includes(input));
}

function fits(graph: TfliteGraph, operator: TfliteOperator, node: NetworkNode): boolean {
  if (node.op === 'add') return operator.activation === 'linear';
  const kernel =
    node.op === 'convolution'
      ? [node.out, node.size, node.size, node.in]
      : [1, node.size, node.size, node.out];
  const { shape } = graph.tensors[operator.inputs[1]];
  return (
    operator.activation === node.activation &&
    operator.padding === node.padding &&
    operator.stride.every((step) => step === node.stride) &&
    operator.dilation.every((step) => step === 1) &&
    shape.length === kernel.length &&
    shape.every((size, axis) => size === kernel[axis])
  );
}

/** The float16 constant behind a tensor, through the operator that widens it. */
function constant(graph: TfliteGraph, index: number): NamedTensor {
  const widening = graph.operators.find(({ op, outputs }) => op === 'dequantize' && outputs[0] === index);
  const source: TfliteTensor = graph.tensors[widening ? widening.inputs[0] : index];
  if (source.type !== 'float16' || source.data.length === 0)
    throw new Error(`The TFLite tensor ${source.name} is not a float16 constant.`);
  // a copy, since float16 values need not be at even addresses
  const halves = new Uint16Array(new Uint8Array(source.data).buffer);
  return { dtype: 'F16', shape: [...source.shape], data: f16ToFloat32(halves) };
}

/** TFLite's `[out, height, width, in]` to `[height, width, in, out]`; depthwise `[1, h, w, c]` to `[h, w, c, 1]`. */
function toKernel(tensor: NamedTensor, op: 'convolution' | 'depthwise'): NamedTensor {
  const [out, height, width, channels] = tensor.shape;
  if (op === 'depthwise') return { ...tensor, shape: [height, width, channels, 1] };
  const inner = height * width * channels;
  const data = new Float32Array(tensor.data.length);
  for (let o = 0; o < out; o++)
    for (let i = 0; i < inner; i++) data[i * out + o] = tensor.data[o * inner + i];
  return { dtype: tensor.dtype, shape: [height, width, channels, out], data };
}
