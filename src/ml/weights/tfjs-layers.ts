/**
 * Weights of a tfjs layers model: `model.json` lists groups of tensors, each group lying in one or more binary files
 * one after the other. Only the weights are read; which network they fit is another question (`recognise.ts`).
 * Everything in the manifest is distrusted: a file that lies gives a typed error before any large allocation.
 * Source: tfjs-core 4.22, `io/types.ts` (WeightsManifestConfig) and `io/io_utils.ts` (decodeWeights).
 */
import { OnesheetError, type ErrorCode } from '../../core/errors';
import { f16ToFloat32 } from './half';
import { sizeOf, type NamedTensor, type StoredType, type Weights } from '../layers/weights';

type Quantization = { dtype: 'float16' } | { dtype: 'uint8' | 'uint16'; scale: number; min: number };

interface ManifestEntry {
  name: string;
  shape: number[];
  dtype: 'float32' | 'int32' | 'bool';
  quantization: Quantization | null;
}

interface ManifestGroup {
  /** Relative to `model.json`. */
  paths: string[];
  entries: ManifestEntry[];
}

type Decoder = (bytes: ArrayBuffer, quantization: Quantization | null) => Float32Array<ArrayBuffer>;

/** How the numbers of an entry are stored. */
interface Storage {
  stored: StoredType;
  bytes: number;
  decode: Decoder;
}

const STORAGES: Record<ManifestEntry['dtype'] | Quantization['dtype'], Storage> = {
  float32: { stored: 'F32', bytes: 4, decode: (bytes) => new Float32Array(bytes) },
  int32: { stored: 'I32', bytes: 4, decode: (bytes) => new Float32Array(new Int32Array(bytes)) },
  bool: { stored: 'BOOL', bytes: 1, decode: (bytes) => new Float32Array(new Uint8Array(bytes)) },
  float16: { stored: 'F16', bytes: 2, decode: (bytes) => f16ToFloat32(new Uint16Array(bytes)) },
  uint8: { stored: 'U8', bytes: 1, decode: (bytes, by) => dequantize(new Uint8Array(bytes), by) },
  uint16: { stored: 'F32', bytes: 2, decode: (bytes, by) => dequantize(new Uint16Array(bytes), by) },
};

function dequantize(steps: Uint8Array | Uint16Array, by: Quantization | null): Float32Array<ArrayBuffer> {
  const { scale, min } = by && 'scale' in by ? by : { scale: 1, min: 0 };
  return Float32Array.from(steps, (step) => step * scale + min);
}

function broken(code: ErrorCode, message: string, cause?: unknown): OnesheetError {
  return new OnesheetError(code, message, 'Get the model again, or take another one.', { cause });
}

/**
 * The files that a model's weights lie in, as `model.json` names them.
 * @throws OnesheetError `weights-header` where it is not the `model.json` of a layers model.
 */
export function tfjsWeightPaths(modelJson: string): string[] {
  return parseManifest(modelJson).flatMap(({ paths }) => paths);
}

/**
 * Reads all tensors, under the names that the file has for them.
 * @param files By the path that `model.json` has for them.
 * @throws OnesheetError `weights-header` for a manifest that is none; `weights-dtype`; `weights-missing-tensor` where a
 *   file is missing; `weights-truncated` where the files end too soon; `weights-not-finite`. All but the first name
 *   the tensor.
 */
export function parseTfjsLayers(modelJson: string, files: ReadonlyMap<string, ArrayBuffer>): Weights {
  const weights: Weights = new Map();
  for (const group of parseManifest(modelJson)) {
    const bytes = joinFiles(group, files);
    let begin = 0;
    for (const entry of group.entries) {
      if (weights.has(entry.name))
        throw broken('weights-header', `The model lists the tensor "${entry.name}" twice.`);
      const { bytes: each } = STORAGES[entry.quantization?.dtype ?? entry.dtype];
      const end = begin + sizeOf(entry.shape) * each;
      if (end > bytes.byteLength)
        throw broken(
          'weights-truncated',
          `The model’s files end within the tensor "${entry.name}": ${bytes.byteLength} of ${end} bytes are there.`,
        );
      weights.set(entry.name, decode(entry, bytes.slice(begin, end)));
      begin = end;
    }
    if (begin < bytes.byteLength)
      throw broken(
        'weights-header',
        `The model’s files ${group.paths.join(', ')} have ${bytes.byteLength} bytes; their tensors end at ${begin}.`,
      );
  }
  return weights;
}

function decode({ name, shape, dtype, quantization }: ManifestEntry, bytes: ArrayBuffer): NamedTensor {
  const { stored, decode } = STORAGES[quantization?.dtype ?? dtype];
  const data = decode(bytes, quantization);
  const wrong = data.findIndex((value) => !Number.isFinite(value));
  if (wrong !== -1)
    throw broken('weights-not-finite', `The tensor "${name}" holds ${data[wrong]} at ${wrong}.`);
  return { dtype: stored, shape, data };
}

function joinFiles({ paths, entries }: ManifestGroup, files: ReadonlyMap<string, ArrayBuffer>): ArrayBuffer {
  const parts = paths.map((path) => {
    const file = files.get(path);
    if (!file)
      throw broken(
        'weights-missing-tensor',
        `The model’s file "${path}" is missing; it holds ${entries[0] ? `the tensor "${entries[0].name}"` : 'weights'}.`,
      );
    return file;
  });
  if (parts.length === 1) return parts[0];
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(new Uint8Array(part), at);
    at += part.byteLength;
  }
  return joined.buffer;
}

function parseManifest(modelJson: string): ManifestGroup[] {
  let model: unknown;
  try {
    model = JSON.parse(modelJson);
  } catch (error) {
    throw broken('weights-header', 'The model.json is not JSON.', error);
  }
  if (isRecord(model) && model.format === 'graph-model')
    throw broken('weights-header', 'The model is a graph model; only layers models can be read.');
  if (!isRecord(model) || !Array.isArray(model.weightsManifest))
    throw broken('weights-header', 'The model.json lists no weights.');
  return model.weightsManifest.map(readGroup);
}

function readGroup(group: unknown): ManifestGroup {
  if (!isRecord(group) || !Array.isArray(group.paths) || !Array.isArray(group.weights))
    throw broken('weights-header', 'A group of weights in the model.json has no paths or no tensors.');
  const paths = group.paths.filter((path) => typeof path === 'string');
  if (paths.length !== group.paths.length)
    throw broken('weights-header', 'A group of weights in the model.json has a path that is no text.');
  return { paths, entries: group.weights.map(readEntry) };
}

function readEntry(entry: unknown): ManifestEntry {
  if (!isRecord(entry) || typeof entry.name !== 'string')
    throw broken('weights-header', 'A tensor in the model.json has no name.');
  const { name, shape, dtype } = entry;
  if (!Array.isArray(shape) || !shape.every(isCount))
    throw broken('weights-header', `The tensor "${name}" has no usable shape.`);
  if (dtype !== 'float32' && dtype !== 'int32' && dtype !== 'bool')
    throw broken('weights-dtype', `The tensor "${name}" has a type that is not supported: ${String(dtype)}.`);
  return { name, shape, dtype, quantization: readQuantization(name, entry.quantization) };
}

function readQuantization(name: string, value: unknown): Quantization | null {
  if (value === undefined) return null;
  if (isRecord(value) && value.dtype === 'float16') return { dtype: 'float16' };
  if (
    isRecord(value) &&
    (value.dtype === 'uint8' || value.dtype === 'uint16') &&
    typeof value.scale === 'number' &&
    typeof value.min === 'number'
  )
    return { dtype: value.dtype, scale: value.scale, min: value.min };
  throw broken('weights-dtype', `The tensor "${name}" is quantised in a way that is not supported.`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
