/**
 * Writes a network as an ONNX model for the comparison: the same convolutions with the same weights, up to the same taps,
 * averaged and concatenated. ONNX has channels first.
 * Field numbers are those of `onnx.proto3`.
 */
import { INPUT, nodesFor, type Network, type NetworkNode } from '../../src/ml/backbones/network';
import type { Weights } from '../../src/ml/layers/weights';
import { bytes, int, message, nested, text } from './protobuf';

const FLOAT = 1;
const ATTRIBUTE_INT = 2;
const ATTRIBUTE_STRING = 3;
const ATTRIBUTE_INTS = 7;

/**
 * @returns a model with the input `input`, float32 `[batch, 3, height, width]` in the network's input range, and the
 *   output `features`, `[batch, channels]`.
 */
export function toOnnx(network: Network, weights: Weights, taps: readonly string[]): Uint8Array {
  const nodes = nodesFor(network, taps);
  const averages = taps.map((tap) => `${tap}_average`);
  const graph = [
    ...nodes.map(toNode),
    ...taps.map((tap) => node('GlobalAveragePool', [tap], `${tap}_pool`)),
    ...taps.map((tap) => node('Flatten', [`${tap}_pool`], `${tap}_average`)),
    node('Concat', averages, 'features', [intAttribute('axis', 1)]),
    text(2, 'features'),
    initializer('zero', [], Float32Array.of(0)),
    initializer('six', [], Float32Array.of(6)),
    ...nodes.flatMap((each) => initializersOf(each, weights)),
    nested(11, ...value(INPUT, ['batch', 3, 'height', 'width'])),
    nested(12, ...value('features', ['batch', 'channels'])),
  ];
  return message(
    int(1, 8),
    text(2, 'onesheet bench'),
    nested(7, ...graph),
    nested(8, text(1, ''), int(2, 17)),
  );
}

function node(op: string, inputs: string[], output: string, attributes: Uint8Array[] = []): Uint8Array {
  return nested(
    1,
    ...inputs.map((name) => text(1, name)),
    text(2, output),
    text(3, output),
    text(4, op),
    ...attributes,
  );
}

function intAttribute(name: string, number: number): Uint8Array {
  return nested(5, text(1, name), int(3, number), int(20, ATTRIBUTE_INT));
}

function intsAttribute(name: string, numbers: number[]): Uint8Array {
  return nested(5, text(1, name), ...numbers.map((number) => int(8, number)), int(20, ATTRIBUTE_INTS));
}

function textAttribute(name: string, string: string): Uint8Array {
  return nested(5, text(1, name), text(4, string), int(20, ATTRIBUTE_STRING));
}

function toNode(each: NetworkNode): Uint8Array {
  if (each.op === 'add') return node('Add', each.inputs, each.name);
  const attributes = [
    intsAttribute('kernel_shape', [each.size, each.size]),
    intsAttribute('strides', [each.stride, each.stride]),
    intAttribute('group', each.op === 'depthwise' ? each.out : 1),
    each.padding === 'same'
      ? textAttribute('auto_pad', 'SAME_UPPER')
      : intsAttribute(
          'pads',
          Array.from({ length: 4 }, () => Number(each.padding)),
        ),
  ];
  const inputs = [each.input, `${each.weights}/kernel`, `${each.weights}/bias`];
  if (each.activation === 'linear') return node('Conv', inputs, each.name, attributes);
  return message(
    node('Conv', inputs, `${each.name}_linear`, attributes),
    node('Clip', [`${each.name}_linear`, 'zero', 'six'], each.name),
  );
}

function initializersOf(each: NetworkNode, weights: Weights): Uint8Array[] {
  if (each.op === 'add') return [];
  const [kernel, bias] = [`${each.weights}/kernel`, `${each.weights}/bias`];
  const data = weights.get(kernel)?.data;
  const offsets = weights.get(bias)?.data;
  if (!data || !offsets) throw new Error(`There are no weights for ${each.name}.`);
  const [ins, outs] = each.op === 'convolution' ? [each.in, each.out] : [each.out, 1];
  // depthwise kernels are [h, w, c, 1] here and [c, 1, h, w] in ONNX; others [h, w, in, out] and [out, in, h, w]
  const shape = each.op === 'convolution' ? [outs, ins] : [ins, 1];
  return [
    initializer(kernel, [...shape, each.size, each.size], channelsFirst(data, each.size ** 2, ins, outs)),
    initializer(bias, [each.out], offsets),
  ];
}

/** `[positions, ins, outs]` to `[outs, ins, positions]`; with one output, `[ins, positions]`. */
function channelsFirst(data: Float32Array, positions: number, ins: number, outs: number): Float32Array {
  const moved = new Float32Array(data.length);
  for (let p = 0; p < positions; p++)
    for (let i = 0; i < ins; i++)
      for (let o = 0; o < outs; o++) moved[(o * ins + i) * positions + p] = data[(p * ins + i) * outs + o];
  return moved;
}

function initializer(name: string, shape: number[], data: Float32Array): Uint8Array {
  const raw = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return nested(5, ...shape.map((size) => int(1, size)), int(2, FLOAT), text(8, name), bytes(9, raw));
}

function value(name: string, shape: (string | number)[]): Uint8Array[] {
  const dimensions = shape.map((size) => nested(1, typeof size === 'number' ? int(1, size) : text(2, size)));
  return [text(1, name), nested(2, nested(1, int(1, FLOAT), nested(2, ...dimensions)))];
}
