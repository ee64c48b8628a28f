/**
 * PyTorch's own files, `.pt` and `.pth`: a ZIP with a pickle of what was saved and each tensor's memory beside it, or, from
 * before PyTorch 1.6, four pickles one after the other with the memory behind them. Dictionaries inside one another give
 * names with dots (`model.features.0.0.weight`, `optimizer.state.0.exp_avg`). No code of a file is run.
 * Source: PyTorch 2.5, `torch/serialization.py` (`_save`, `_legacy_save`).
 */
import { OnesheetError, type ErrorCode } from '../../core/errors';
import { sizeOf, type NamedTensor, type StoredType } from '../layers/weights';
import { ArchiveError, openArchive } from './archive';
import type { OpenWeights } from './open-weights';
import { PickledTensor, PickleError, readPickle, type Pickled } from './pickle';
import { BYTES_OF, decodeTensor } from './safetensors';

const STORAGES: Record<string, StoredType | undefined> = {
  DoubleStorage: 'F64',
  FloatStorage: 'F32',
  HalfStorage: 'F16',
  BFloat16Storage: 'BF16',
  LongStorage: 'I64',
  IntStorage: 'I32',
  ShortStorage: 'I16',
  CharStorage: 'I8',
  ByteStorage: 'U8',
  BoolStorage: 'BOOL',
};
/** `torch.save` of before 1.6 begins with a pickle of this number, 0x1950a86a20f9469cfc6c. */
const LEGACY_BEGINNING = [0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19];
const LARGEST_PICKLE = 64 * 2 ** 20;
const LARGEST_STORAGE = 2 ** 31;
/** A checkpoint with an optimizer has a file for each tensor and for each of its moments. */
export const MOST_FILES = 20_000;
const DEEPEST = 8;

const ADVICE =
  'Save the weights alone, in Python: torch.save(model.state_dict(), "model.pt"), or safetensors.torch.save_file(model.state_dict(), "model.safetensors").';

function broken(what: string, cause?: unknown, code: ErrorCode = 'weights-header'): OnesheetError {
  return new OnesheetError(code, `The PyTorch file cannot be read: ${what}`, ADVICE, { cause });
}

/** The bytes of one storage, by its key. */
type ReadStorage = (key: string) => Promise<Uint8Array<ArrayBuffer>>;

/** True where the bytes begin as PyTorch's files did before 1.6. */
export function isLegacyTorch(beginning: Uint8Array): boolean {
  return LEGACY_BEGINNING.every((byte, i) => beginning[i] === byte);
}

/** Enough bytes for {@link isLegacyTorch}. */
export const LEGACY_BYTES = LEGACY_BEGINNING.length;

/** The path of the pickle in a ZIP that PyTorch wrote; undefined in another one. */
export function torchPickleIn(paths: readonly string[]): string | undefined {
  return paths.find((path) => /(^|\/)data\.pkl$/.test(path));
}

/**
 * Opens a ZIP that `torch.save` wrote.
 * @throws OnesheetError `weights-header` where it holds anything but tensors in dictionaries, naming it;
 *   `weights-dtype`, `weights-missing-tensor`.
 */
export async function openTorchZip(file: Blob): Promise<OpenWeights> {
  return guarded(async () => {
    const archive = await openArchive(file, MOST_FILES);
    const paths = archive.entries.map(({ path }) => path);
    const pickle = torchPickleIn(paths) ?? 'data.pkl';
    const folder = pickle.slice(0, -'data.pkl'.length);
    if (paths.includes(`${folder}constants.pkl`))
      throw new PickleError(
        'it is a TorchScript program; its weights are in the model that it was made from.',
      );
    if (paths.includes(`${folder}byteorder`)) {
      const order = new TextDecoder().decode(await archive.bytes(`${folder}byteorder`, 100));
      if (order.trim() !== 'little') throw new PickleError(`its numbers are ${order}-endian.`);
    }
    const { value } = readPickle(await archive.bytes(pickle, LARGEST_PICKLE));
    return opened(
      value,
      keeping((key) => archive.bytes(`${folder}data/${key}`, LARGEST_STORAGE)),
    );
  });
}

/**
 * Opens a file of before PyTorch 1.6.
 * @throws OnesheetError as {@link openTorchZip}.
 */
export async function openLegacyTorch(file: Blob): Promise<OpenWeights> {
  return guarded(async () => {
    const bytes = new Uint8Array(await file.arrayBuffer());
    // a magic number, a version, sizes of C types
    let at = 0;
    for (let i = 0; i < 3; i++) at = readPickle(bytes, at).end;
    const { value, end } = readPickle(bytes, at);
    const keys = readPickle(bytes, end);
    const storages = new Map<string, { elements: number; bytes: number }>();
    forEachTensor(value, (_, { storage }) =>
      storages.set(storage.key, { elements: storage.elements, bytes: BYTES_OF[typeOf(storage.type)] }),
    );
    const places = new Map<string, Uint8Array<ArrayBuffer>>();
    at = keys.end;
    for (const key of Array.isArray(keys.value) ? keys.value : []) {
      const known = storages.get(keyText(key));
      if (!known) throw new PickleError('its memory holds what none of its tensors is in.');
      // how many elements, in 8 bytes, stands before each
      const from = at + 8;
      at = from + known.elements * known.bytes;
      if (at > bytes.length) throw new PickleError('it ends in the middle of its tensors.');
      places.set(keyText(key), bytes.subarray(from, at));
    }
    return opened(value, (key) => {
      const place = places.get(key);
      if (!place) throw new PickleError(`its storage ${key} is missing.`);
      return Promise.resolve(place);
    });
  });
}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof PickleError || error instanceof ArchiveError)
      throw broken(error.message, error.cause);
    throw error;
  }
}

/** Several tensors may lie in one storage: the last one that was read stays. */
function keeping(read: ReadStorage): ReadStorage {
  let last: { key: string; bytes: Uint8Array<ArrayBuffer> } | null = null;
  return async (key) => {
    if (last?.key !== key) last = { key, bytes: await read(key) };
    return last.bytes;
  };
}

function opened(value: Pickled, read: ReadStorage): OpenWeights {
  const tensors = new Map<string, PickledTensor>();
  forEachTensor(value, (name, tensor) => tensors.set(name, tensor));
  if (tensors.size === 0) throw new PickleError('it holds no tensors in a dictionary.');
  return {
    format: 'pytorch',
    shapes: new Map([...tensors].map(([name, { shape }]) => [name, shape])),
    read: (name) =>
      guarded(async () => {
        const tensor = tensors.get(name);
        if (!tensor) throw broken(`it has no tensor "${name}".`, undefined, 'weights-missing-tensor');
        return valuesOf(name, tensor, await read(tensor.storage.key));
      }),
    close: () => {},
  };
}

/** Every tensor in dictionaries and lists, however deep, by the names on the way to it. */
function forEachTensor(
  value: Pickled,
  visit: (name: string, tensor: PickledTensor) => void,
  path: readonly string[] = [],
): void {
  if (value instanceof PickledTensor) visit(path.join('.'), value);
  else if (path.length > DEEPEST) return;
  else if (value instanceof Map)
    for (const [key, one] of value) forEachTensor(one, visit, [...path, keyText(key)]);
  else if (Array.isArray(value))
    for (const [i, one] of value.entries()) forEachTensor(one, visit, [...path, String(i)]);
}

/** A dictionary's key as a part of a name. @throws PickleError for one that is no text or number. */
function keyText(key: Pickled): string {
  if (typeof key === 'string') return key;
  if (typeof key === 'number' || typeof key === 'boolean') return String(key);
  throw new PickleError('a dictionary in it has a key that is no text.');
}

function typeOf(storage: string): StoredType {
  const type = STORAGES[storage];
  if (!type)
    throw new OnesheetError('weights-dtype', `A tensor lies in a ${storage}, which cannot be read.`, ADVICE);
  return type;
}

function valuesOf(name: string, tensor: PickledTensor, bytes: Uint8Array<ArrayBuffer>): NamedTensor {
  const { storage, offset, shape, strides } = tensor;
  const dtype = typeOf(storage.type);
  const size = sizeOf(shape);
  const last = size === 0 ? 0 : offset + shape.reduce((sum, axis, i) => sum + (axis - 1) * strides[i], 1);
  if (last * BYTES_OF[dtype] > bytes.length)
    throw broken(`the tensor "${name}" lies beyond its storage.`, undefined, 'weights-truncated');
  const entry = { name, dtype, shape: [...shape], begin: 0, end: 0 };
  const each = BYTES_OF[dtype];
  if (isContiguous(shape, strides))
    return decodeTensor(entry, bytes.slice(offset * each, (offset + size) * each).buffer);
  const gathered = new Uint8Array(size * each);
  const index = shape.map(() => 0);
  for (let i = 0; i < size; i++) {
    const from = (offset + index.reduce((sum, at, axis) => sum + at * strides[axis], 0)) * each;
    gathered.set(bytes.subarray(from, from + each), i * each);
    for (let axis = shape.length - 1; axis >= 0 && ++index[axis] === shape[axis]; axis--) index[axis] = 0;
  }
  return decodeTensor(entry, gathered.buffer);
}

/** Values one after the other, the last axis first; a stride counts for nothing where an axis has one step. */
function isContiguous(shape: readonly number[], strides: readonly number[]): boolean {
  let expected = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis] !== 1 && strides[axis] !== expected) return false;
    expected *= shape[axis];
  }
  return true;
}
