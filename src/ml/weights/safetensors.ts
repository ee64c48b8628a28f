/**
 * The safetensors format: 8 bytes of header length, a JSON header that says where each tensor lies, the data.
 * Everything in the header is distrusted: a file that lies gives a typed error before any large allocation.
 * Source: https://github.com/huggingface/safetensors#format.
 */
import { OnesheetError, type ErrorCode } from '../../core/errors';
import { bf16ToFloat32, f16ToFloat32, float32ToBf16, float32ToF16 } from './half';
import { sizeOf, type NamedTensor, type StoredType, type Weights } from '../layers/weights';

/** The format's own limit. */
const MAX_HEADER_BYTES = 100_000_000;
/** Of the number that says how long the header is. */
export const LENGTH_BYTES = 8;

/** Of one value. */
export const BYTES_OF: Record<StoredType, number> = {
  F64: 8,
  F32: 4,
  F16: 2,
  BF16: 2,
  I64: 8,
  I32: 4,
  I16: 2,
  I8: 1,
  U8: 1,
  BOOL: 1,
};

const DECODERS: Record<StoredType, (bytes: ArrayBuffer) => Float32Array<ArrayBuffer>> = {
  F64: (bytes) => new Float32Array(new Float64Array(bytes)),
  F32: (bytes) => new Float32Array(bytes),
  F16: (bytes) => f16ToFloat32(new Uint16Array(bytes)),
  BF16: (bytes) => bf16ToFloat32(new Uint16Array(bytes)),
  I64: (bytes) => Float32Array.from(new BigInt64Array(bytes), Number),
  I32: (bytes) => new Float32Array(new Int32Array(bytes)),
  I16: (bytes) => new Float32Array(new Int16Array(bytes)),
  I8: (bytes) => new Float32Array(new Int8Array(bytes)),
  U8: (bytes) => new Float32Array(new Uint8Array(bytes)),
  BOOL: (bytes) => new Float32Array(new Uint8Array(bytes)),
};

/** Where one tensor lies, in bytes from the beginning of the file. */
export interface TensorEntry {
  name: string;
  dtype: StoredType;
  shape: number[];
  begin: number;
  end: number;
}

export interface SafetensorsHeader {
  /** In the order in which they lie in the file. */
  entries: TensorEntry[];
  metadata: Record<string, string>;
  /** What the whole file measures when it is complete. */
  fileBytes: number;
}

function broken(code: ErrorCode, message: string, cause?: unknown): OnesheetError {
  return new OnesheetError(code, message, 'Get the file again, or take another one.', { cause });
}

/**
 * Reads the header alone, from a file's beginning (enough to plan range requests).
 * @param bytes The file, or at least its first `8 + header length` bytes.
 * @throws OnesheetError `weights-header` for a header that is too long, is not JSON, or whose tensors overlap,
 *   leave holes or do not fit their shapes; `weights-truncated` where the bytes end within the header;
 *   `weights-dtype` for a type that is not known.
 */
export function parseSafetensorsHeader(bytes: ArrayBuffer): SafetensorsHeader {
  const dataBegin = safetensorsDataBegin(bytes);
  if (dataBegin > bytes.byteLength)
    throw broken('weights-truncated', 'The weights file ends in the middle of its header.');

  const header = parseJson(new Uint8Array(bytes, LENGTH_BYTES, dataBegin - LENGTH_BYTES));
  const { __metadata__: metadata = {}, ...tensors } = header;
  const entries = Object.entries(tensors).map(([name, value]) => readEntry(name, value, dataBegin));
  entries.sort((a, b) => a.begin - b.begin || a.end - b.end);
  let expected = dataBegin;
  for (const entry of entries) {
    if (entry.begin < expected)
      throw broken('weights-header', `The tensor "${entry.name}" overlaps the one before it.`);
    if (entry.begin > expected)
      throw broken('weights-header', `There are bytes of no tensor before the tensor "${entry.name}".`);
    expected = entry.end;
  }
  return { entries, metadata: readMetadata(metadata), fileBytes: expected };
}

/**
 * Where the data begins: what has to be read for the header. The first 8 bytes say so.
 * @throws OnesheetError `weights-truncated`, `weights-header` for a header that is too long.
 */
export function safetensorsDataBegin(bytes: ArrayBuffer): number {
  if (bytes.byteLength < LENGTH_BYTES)
    throw broken(
      'weights-truncated',
      `The weights file has ${bytes.byteLength} bytes: too few for a header.`,
    );
  const length = new DataView(bytes).getBigUint64(0, true);
  if (length > BigInt(MAX_HEADER_BYTES))
    throw broken('weights-header', `The weights file claims a header of ${length} bytes.`);
  return LENGTH_BYTES + Number(length);
}

function parseJson(bytes: Uint8Array): Record<string, unknown> {
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw broken('weights-header', 'The header of the weights file is not JSON.', error);
  }
  if (!isRecord(header)) throw broken('weights-header', 'The header of the weights file is not an object.');
  return header;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function readMetadata(value: unknown): Record<string, string> {
  if (!isRecord(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([key, text]) => [key, String(text)]));
}

function readEntry(name: string, value: unknown, dataBegin: number): TensorEntry {
  if (!isRecord(value)) throw broken('weights-header', `The entry of the tensor "${name}" is not an object.`);
  const { dtype, shape, data_offsets: offsets } = value;
  if (typeof dtype !== 'string' || !Object.hasOwn(BYTES_OF, dtype))
    throw broken('weights-dtype', `The tensor "${name}" has a type that is not supported: ${String(dtype)}.`);
  const type = dtype as StoredType;
  if (!Array.isArray(shape) || !shape.every(isCount))
    throw broken('weights-header', `The tensor "${name}" has no usable shape.`);
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isCount) || offsets[1] < offsets[0])
    throw broken('weights-header', `The tensor "${name}" has no usable offsets.`);
  const [from, to] = offsets;
  if (sizeOf(shape) * BYTES_OF[type] !== to - from)
    throw broken(
      'weights-header',
      `The tensor "${name}" of type ${type} and shape [${shape.join(', ')}] cannot lie in ${to - from} bytes.`,
    );
  return { name, dtype: type, shape, begin: dataBegin + from, end: dataBegin + to };
}

/**
 * Reads a whole safetensors file into float32 tensors.
 * @throws OnesheetError those of {@link parseSafetensorsHeader}; `weights-truncated` where the file ends before
 *   its last tensor; `weights-header` where it goes on after it; `weights-not-finite` for a NaN or an infinity.
 */
export function parseSafetensors(bytes: ArrayBuffer): Weights {
  const { entries, fileBytes } = parseSafetensorsHeader(bytes);
  const cut = entries.find((entry) => entry.end > bytes.byteLength);
  if (cut)
    throw broken(
      'weights-truncated',
      `The weights file ends within the tensor "${cut.name}": ${bytes.byteLength} of ${fileBytes} bytes are there.`,
    );
  if (bytes.byteLength > fileBytes)
    throw broken(
      'weights-header',
      `The weights file has ${bytes.byteLength} bytes; its tensors end at ${fileBytes}.`,
    );
  return new Map(
    entries.map((entry) => [entry.name, decodeTensor(entry, bytes.slice(entry.begin, entry.end))]),
  );
}

/**
 * One tensor from its own bytes.
 * @throws OnesheetError `weights-not-finite`, naming the tensor.
 */
export function decodeTensor(entry: TensorEntry, bytes: ArrayBuffer): NamedTensor {
  const data = DECODERS[entry.dtype](bytes);
  const wrong = data.findIndex((value) => !Number.isFinite(value));
  if (wrong !== -1)
    throw broken('weights-not-finite', `The tensor "${entry.name}" holds ${data[wrong]} at ${wrong}.`);
  return { dtype: entry.dtype, shape: entry.shape, data };
}

/**
 * Writes tensors of type F32, F16 or BF16 as a safetensors file, in the order of the map. The same tensors give
 * the same bytes.
 * @throws OnesheetError `weights-dtype` for another type, `weights-shape` where data and shape differ in size.
 */
export function writeSafetensors(weights: Weights, metadata: Record<string, string> = {}): ArrayBuffer {
  const parts = [...weights].map(([name, tensor]) => {
    if (sizeOf(tensor.shape) !== tensor.data.length)
      throw broken(
        'weights-shape',
        `The tensor "${name}" has ${tensor.data.length} values, not its shape's.`,
      );
    const { dtype, shape } = tensor;
    return { name, dtype, shape, bytes: encodeTensor(name, tensor) };
  });
  const beginning = safetensorsBeginning(
    parts.map(({ bytes, ...part }) => ({ ...part, bytes: bytes.length })),
    metadata,
  );
  const file = new Uint8Array(parts.reduce((sum, { bytes }) => sum + bytes.length, beginning.length));
  file.set(beginning);
  let at = beginning.length;
  for (const { bytes } of parts) {
    file.set(bytes, at);
    at += bytes.length;
  }
  return file.buffer;
}

/** A tensor of a file that is being written, and what it takes there. */
export type PlannedTensor = Pick<TensorEntry, 'name' | 'dtype' | 'shape'> & { bytes: number };

/** Length and header of a file that holds these tensors one after the other: all that comes before their data. */
export function safetensorsBeginning(
  tensors: readonly PlannedTensor[],
  metadata: Record<string, string> = {},
): Uint8Array<ArrayBuffer> {
  // a map, since a tensor may have any name, `__proto__` too
  const header = new Map<string, unknown>();
  if (Object.keys(metadata).length > 0) header.set('__metadata__', metadata);
  let offset = 0;
  for (const { name, dtype, shape, bytes } of tensors) {
    header.set(name, { dtype, shape, data_offsets: [offset, offset + bytes] });
    offset += bytes;
  }
  const json = new TextEncoder().encode(JSON.stringify(Object.fromEntries(header)));
  // spaces after the header align the data to 8 bytes, as the format asks
  const headerBytes = Math.ceil(json.length / 8) * 8;
  const beginning = new Uint8Array(LENGTH_BYTES + headerBytes).fill(0x20);
  new DataView(beginning.buffer).setBigUint64(0, BigInt(headerBytes), true);
  beginning.set(json, LENGTH_BYTES);
  return beginning;
}

function encodeTensor(name: string, { dtype, data }: NamedTensor): Uint8Array {
  if (dtype === 'F32') return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  if (dtype === 'F16') return new Uint8Array(float32ToF16(data).buffer);
  if (dtype === 'BF16') return new Uint8Array(float32ToBf16(data).buffer);
  throw broken('weights-dtype', `The tensor "${name}" is to be written as ${dtype}, which is not supported.`);
}
