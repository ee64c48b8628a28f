/**
 * Reads the first subgraph of a TensorFlow Lite model, as far as a folded convolutional network needs it.
 * Field numbers are those of TensorFlow's `schema.fbs` (version 3).
 */
import { FlatBuffer, type FlatTable } from './flatbuffer';

const MODEL = { version: 0, operatorCodes: 1, subgraphs: 2, buffers: 4 };
const SUBGRAPH = { tensors: 0, inputs: 1, operators: 3 };
const TENSOR = { shape: 0, type: 1, buffer: 2, name: 3 };
const OPERATOR = { code: 0, inputs: 1, outputs: 2, options: 4 };
const OPERATOR_CODE = { deprecatedBuiltin: 0, builtin: 3 };
const CONV_OPTIONS = { padding: 0, strideW: 1, strideH: 2, activation: 3, dilationW: 4, dilationH: 5 };
const DEPTHWISE_OPTIONS = {
  padding: 0,
  strideW: 1,
  strideH: 2,
  multiplier: 3,
  activation: 4,
  dilationW: 5,
  dilationH: 6,
};

const OPERATOR_NAMES = new Map([
  [0, 'add'],
  [3, 'convolution'],
  [4, 'depthwise'],
  [6, 'dequantize'],
]);
const PADDINGS = ['same', 'valid'];
const ACTIVATIONS = new Map([
  [0, 'linear'],
  [1, 'relu'],
  [3, 'relu6'],
]);
const TENSOR_TYPES = new Map([
  [0, 'float32'],
  [1, 'float16'],
]);

export interface TfliteTensor {
  name: string;
  shape: number[];
  /** `float32`, `float16`, or `other`. */
  type: string;
  /** The constant's bytes; empty for computed tensors. */
  data: Uint8Array;
}

/** Tensors are referred to by their index. */
export interface TfliteOperator {
  /** `add`, `convolution`, `depthwise`, `dequantize`, or `other`. */
  op: string;
  inputs: number[];
  outputs: number[];
  activation: string;
  /** For convolutions. */
  padding: string;
  stride: [number, number];
  dilation: [number, number];
}

export interface TfliteGraph {
  tensors: TfliteTensor[];
  inputs: number[];
  operators: TfliteOperator[];
}

/** @throws Error if the bytes are not a TFLite model of schema version 3. */
export function readTflite(bytes: Uint8Array): TfliteGraph {
  if (new TextDecoder().decode(bytes.subarray(4, 8)) !== 'TFL3')
    throw new Error('This is not a TFLite model.');
  const model = new FlatBuffer(bytes).root();
  const codes = model
    .tables(MODEL.operatorCodes)
    .map((code) => Math.max(code.int8(OPERATOR_CODE.deprecatedBuiltin), code.int32(OPERATOR_CODE.builtin)));
  const buffers = model.tables(MODEL.buffers);
  const [graph] = model.tables(MODEL.subgraphs);
  return {
    tensors: graph.tables(SUBGRAPH.tensors).map((tensor) => ({
      name: tensor.text(TENSOR.name),
      shape: tensor.int32s(TENSOR.shape),
      type: TENSOR_TYPES.get(tensor.int8(TENSOR.type)) ?? 'other',
      data: buffers[tensor.int32(TENSOR.buffer)].bytes(0),
    })),
    inputs: graph.int32s(SUBGRAPH.inputs),
    operators: graph.tables(SUBGRAPH.operators).map((operator) => readOperator(operator, codes)),
  };
}

function readOperator(operator: FlatTable, codes: number[]): TfliteOperator {
  const op = OPERATOR_NAMES.get(codes[operator.int32(OPERATOR.code)]) ?? 'other';
  const options = operator.table(OPERATOR.options);
  const fields = op === 'depthwise' ? DEPTHWISE_OPTIONS : CONV_OPTIONS;
  const isConvolution = op === 'convolution' || op === 'depthwise';
  // an add's only option is its activation
  const activation = options?.int8(op === 'add' ? 0 : fields.activation) ?? 0;
  return {
    op,
    inputs: operator.int32s(OPERATOR.inputs),
    outputs: operator.int32s(OPERATOR.outputs),
    activation: ACTIVATIONS.get(activation) ?? 'other',
    padding: isConvolution ? PADDINGS[options?.int8(fields.padding) ?? 0] : '',
    stride: isConvolution
      ? [options?.int32(fields.strideH) ?? 0, options?.int32(fields.strideW) ?? 0]
      : [1, 1],
    dilation: isConvolution
      ? [options?.int32(fields.dilationH, 1) ?? 1, options?.int32(fields.dilationW, 1) ?? 1]
      : [1, 1],
  };
}
