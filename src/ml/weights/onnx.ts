/**
 * ONNX models by their initialisers: the tensors of convolutions, norms and dense layers, under the names that PyTorch
 * gave them. Exporters fold norms and rename what they folded (`onnx::Conv_193`); then the node's own name has the
 * module (`/layer1/layer1.0/conv1/Conv`), and where that is missing too, its place in the graph.
 * Source: onnx 1.17, `onnx.proto` (ModelProto, GraphProto, NodeProto, TensorProto).
 */
import { OnesheetError, type ErrorCode } from '../../core/errors';
import { sizeOf, type NamedTensor, type StoredType } from '../layers/weights';
import type { OpenWeights } from './open-weights';
import { fieldsOf, ProtobufError, textOf, varintsOf, type Field } from './protobuf';
import { BYTES_OF, decodeTensor } from './safetensors';

type Bytes = Uint8Array<ArrayBuffer>;

interface Initializer {
  shape: number[];
  dataType: number;
  raw: Bytes | null;
  /** `float_data` and its like, packed: only 32- and 64-bit floats are read from there. */
  typed: Bytes | null;
  isExternal: boolean;
}

interface OnnxNode {
  inputs: string[];
  outputs: string[];
  name: string;
  op: string;
}

/** TensorProto.DataType. */
const TYPES: Record<number, StoredType | undefined> = {
  1: 'F32',
  2: 'U8',
  3: 'I8',
  5: 'I16',
  6: 'I32',
  7: 'I64',
  9: 'BOOL',
  10: 'F16',
  11: 'F64',
  16: 'BF16',
};
const PRODUCER = 2;
const GRAPH = 7;
/** What each input after the first is, of the nodes that have weights. */
const PARTS: Record<string, readonly string[] | undefined> = {
  Conv: ['weight', 'bias'],
  Gemm: ['weight', 'bias'],
  BatchNormalization: ['weight', 'bias', 'running_mean', 'running_var'],
};

function broken(what: string, code: ErrorCode = 'weights-header', cause?: unknown): OnesheetError {
  return new OnesheetError(
    code,
    `The ONNX model cannot be read: ${what}`,
    'Export it anew with torch.onnx.export, or give the weights as safetensors.',
    { cause },
  );
}

/** True where a file's first bytes are those of an ONNX model: its version, then who produced it or the graph. */
export function isOnnx(beginning: Uint8Array): boolean {
  return beginning[0] === 0x08 && beginning[1] < 0x20 && [0x12, 0x3a, 0x42].includes(beginning[2]);
}

/**
 * @throws OnesheetError `weights-header` for a model without weights, or whose weights lie in another file;
 *   `weights-dtype`, `weights-truncated`, `weights-not-finite`, naming the tensor.
 */
export async function openOnnx(file: Blob): Promise<OpenWeights> {
  const tensors = readModel(new Uint8Array(await file.arrayBuffer()));
  const external = [...tensors].find(([, { isExternal }]) => isExternal);
  if (external)
    throw broken(
      `the tensor "${external[0]}" lies in another file (external data); export it as one file, with save_as_external_data=False.`,
    );
  if (tensors.size === 0) throw broken('it holds no weights of convolutions or dense layers.');
  return {
    format: 'onnx',
    shapes: new Map([...tensors].map(([name, { shape }]) => [name, shape])),
    read: (name) => Promise.resolve(read(name, tensors)),
    close: () => {},
  };
}

function readModel(bytes: Bytes): Map<string, Initializer> {
  try {
    const fields = [...fieldsOf(bytes)];
    const graph = fields.findLast(({ number }) => number === GRAPH);
    if (!graph) throw broken('it has no graph.');
    const producer = fields.findLast(({ number }) => number === PRODUCER);
    return namedTensors(graph.bytes, producer ? textOf(producer) : '');
  } catch (error) {
    if (error instanceof ProtobufError) throw broken(error.message, 'weights-header', error);
    throw error;
  }
}

function namedTensors(graph: Bytes, producer: string): Map<string, Initializer> {
  const initializers = new Map<string, Initializer>();
  const nodes: OnnxNode[] = [];
  for (const field of fieldsOf(graph)) {
    if (field.number === 1) nodes.push(readNode(field.bytes));
    if (field.number === 5) {
      const [name, tensor] = readInitializer(field.bytes);
      initializers.set(name, tensor);
    }
  }
  // a tensor may be handed on under another name
  const origin = new Map(
    nodes.filter(({ op }) => op === 'Identity').map((one) => [one.outputs[0], one.inputs[0]]),
  );
  const found = new Map<string, Initializer>();
  for (const [index, node] of nodes.entries()) {
    const parts = PARTS[node.op];
    if (!parts) continue;
    const names = node.inputs.slice(1, 1 + parts.length).map((name) => origin.get(name) ?? name);
    const module = moduleOf(node, names, found) ?? `node_${index}`;
    // other frameworks pad otherwise, which a graph without names does not tell
    if (module === `node_${index}` && producer !== 'pytorch' && names.some((name) => initializers.has(name)))
      throw broken(
        `its tensors have no names, and it was made by ${producer || 'a program that it does not name'}, not by PyTorch.`,
      );
    for (const [i, name] of names.entries()) {
      const tensor = initializers.get(name);
      if (tensor) found.set(`${module}.${parts[i]}`, tensor);
    }
  }
  return found;
}

/** `features.0.0` from `/features/features.0/features.0.0/Conv` or from `features.0.0.weight`; null from neither. */
function moduleOf(
  { name, op }: OnnxNode,
  inputs: readonly string[],
  found: ReadonlyMap<string, unknown>,
): string | null {
  // equal tensors are stored once, under the name of the first
  const named = inputs.map(
    (input) => /^(.+)\.(weight|bias|running_mean|running_var)$/.exec(input)?.[1] ?? null,
  );
  const modules = [moduleOfPath(name, op), ...named];
  return modules.find((module) => module !== null && !found.has(`${module}.weight`)) ?? null;
}

/** A part that begins with the one before it stands for both, as PyTorch names the children of a sequence. */
function moduleOfPath(path: string, op: string): string | null {
  const parts = path.split('/').filter((part) => part !== '');
  const last = parts.pop();
  if (parts.length === 0 || !last?.startsWith(op)) return null;
  const modules: string[] = [];
  for (const part of parts) {
    if (part.startsWith(`${modules.at(-1)}.`)) modules.pop();
    modules.push(part);
  }
  return modules.join('.');
}

function readNode(bytes: Bytes): OnnxNode {
  const node: OnnxNode = { inputs: [], outputs: [], name: '', op: '' };
  for (const field of fieldsOf(bytes)) {
    if (field.number === 1) node.inputs.push(textOf(field));
    if (field.number === 2) node.outputs.push(textOf(field));
    if (field.number === 3) node.name = textOf(field);
    if (field.number === 4) node.op = textOf(field);
  }
  return node;
}

function readInitializer(bytes: Bytes): [name: string, tensor: Initializer] {
  let name = '';
  const tensor: Initializer = { shape: [], dataType: 0, raw: null, typed: null, isExternal: false };
  const readers: Record<number, ((field: Field) => void) | undefined> = {
    1: (field) => tensor.shape.push(...varintsOf(field)),
    2: (field) => (tensor.dataType = field.value ?? 0),
    4: (field) => (tensor.typed = field.bytes),
    8: (field) => (name = textOf(field)),
    9: (field) => (tensor.raw = field.bytes),
    10: (field) => (tensor.typed = field.bytes),
    13: () => (tensor.isExternal = true),
    14: (field) => (tensor.isExternal ||= field.value === 1),
  };
  for (const field of fieldsOf(bytes)) readers[field.number]?.(field);
  return [name, tensor];
}

function read(name: string, tensors: ReadonlyMap<string, Initializer>): NamedTensor {
  const tensor = tensors.get(name);
  if (!tensor) throw broken(`it has no tensor "${name}".`, 'weights-missing-tensor');
  const dtype = TYPES[tensor.dataType];
  if (!dtype) throw broken(`the tensor "${name}" has a type that cannot be read.`, 'weights-dtype');
  const bytes = tensor.raw ?? tensor.typed ?? new Uint8Array(0);
  const expected = sizeOf(tensor.shape) * BYTES_OF[dtype];
  if (bytes.length !== expected)
    throw broken(`the tensor "${name}" has ${bytes.length} bytes, not ${expected}.`, 'weights-truncated');
  return decodeTensor({ name, dtype, shape: tensor.shape, begin: 0, end: 0 }, bytes.slice().buffer);
}
