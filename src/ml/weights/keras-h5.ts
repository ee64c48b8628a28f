/**
 * Keras models in HDF5. Keras 1 and 2, and Keras 3 for a name that ends with `.h5`, have a group for each layer, listed
 * with its tensors in attributes; of a whole model under `model_weights`. Keras 3's `.weights.h5` numbers the variables
 * of each layer (`keras3-layers.ts`). The HDF5 library is loaded when the first such file comes.
 * Source: Keras 2.15, `saving/legacy/hdf5_format.py` (`save_weights_to_hdf5_group`).
 */
import type * as H5wasm from 'h5wasm';
import type { Dataset, Entity, Group } from 'h5wasm';
import { OnesheetError, type ErrorCode } from '../../core/errors';
import { sizeOf, type NamedTensor } from '../layers/weights';
import { isKeras3, keras3Tensors, type LayerNames } from './keras3-layers';
import { kerasName, kerasText } from './names/keras-spelling';
import type { OpenWeights } from './open-weights';

type Library = typeof H5wasm;

/** A tensor or a file beyond this is none of a network here. */
const LARGEST_TENSOR_BYTES = 2 ** 30;
const SIGNATURE = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];
/** Groups of a trained model's optimizer. */
const OPTIMIZER = ['optimizer_weights', 'optimizer'];
/** Classes of numbers in HDF5. */
const INTEGER = 0;
const FLOAT = 1;

function broken(code: ErrorCode, message: string, cause?: unknown): OnesheetError {
  return new OnesheetError(
    code,
    message,
    'Save the model in Keras with model.save("model.h5") or model.save_weights("model.h5"), or take another file.',
    { cause: shortened(cause) },
  );
}

/** The library's traces are pages long; the first line that names a reason is enough. */
function shortened(cause: unknown): unknown {
  return cause instanceof Error ? cause.message.split('\n').slice(0, 2).join(' ').slice(0, 300) : cause;
}

/** True where the bytes begin as an HDF5 file does. */
export function isHdf5(beginning: Uint8Array): boolean {
  return SIGNATURE.every((byte, i) => beginning[i] === byte);
}

let library: Promise<Library> | null = null;
let opened = 0;

async function loadLibrary(): Promise<Library> {
  const loaded = await import('h5wasm');
  const module = await loaded.ready;
  // otherwise its errors are printed and forgotten
  module.activate_throwing_error_handler();
  return loaded;
}

/**
 * Opens a file; tensors are read when they are asked for. It has to be closed.
 * @throws OnesheetError `weights-header` for a file that is none of a Keras model; `weights-missing-tensor`,
 *   `weights-dtype`, `weights-too-large`, each naming the tensor.
 * @param layerNames The layers' names by their groups, for a `.weights.h5` that does not say them itself.
 */
export async function openKerasH5(file: Blob, layerNames: LayerNames = new Map()): Promise<OpenWeights> {
  const beginning = new Uint8Array(await file.slice(0, SIGNATURE.length).arrayBuffer());
  if (!isHdf5(beginning)) throw broken('weights-header', 'The file is not HDF5, as .h5 files of Keras are.');
  const h5 = await (library ??= loadLibrary());
  const place = await placeFile(h5, file);
  let close = place.remove;
  try {
    const root = new h5.File(place.path, 'r');
    close = () => {
      root.close();
      place.remove();
    };
    const datasets = isKeras3(root)
      ? keras3Tensors(h5, root, layerNames)
      : tensorsOf(h5, weightsGroup(h5, root));
    if (datasets.size === 0) throw broken('weights-header', 'The file holds no weights.');
    const shapes = new Map([...datasets].map(([name, dataset]) => [name, shapeOf(name, dataset)]));
    return {
      format: 'keras-h5',
      shapes,
      read: (name) => Promise.resolve(readTensor(name, datasets, shapes)),
      besides: root.keys().some((key) => OPTIMIZER.includes(key)) ? ['optimizer'] : [],
      close,
    };
  } catch (error) {
    closeQuietly(close);
    if (error instanceof OnesheetError) throw error;
    throw broken('weights-header', 'The HDF5 file is broken.', error);
  }
}

/** A file that is broken may not let itself be closed either. */
function closeQuietly(close: () => void): void {
  try {
    close();
  } catch {
    // what counts is the error before it
  }
}

/** Puts the file where the library finds it: a worker lets it read a file in parts; elsewhere it is copied whole. */
async function placeFile(h5: Library, file: Blob): Promise<{ path: string; remove: () => void }> {
  const { FS } = await h5.ready;
  const folder = `/weights-${opened++}`;
  FS.mkdir(folder);
  if ('FileReaderSync' in globalThis) {
    const { WORKERFS } = FS.filesystems;
    FS.mount(WORKERFS, { blobs: [{ name: 'file.h5', data: file }] }, folder);
    return {
      path: `${folder}/file.h5`,
      remove: () => {
        FS.unmount(folder);
        FS.rmdir(folder);
      },
    };
  }
  FS.writeFile(`${folder}/file.h5`, new Uint8Array(await file.arrayBuffer()));
  return {
    path: `${folder}/file.h5`,
    remove: () => {
      FS.unlink(`${folder}/file.h5`);
      FS.rmdir(folder);
    },
  };
}

function isGroup(h5: Library, entity: Entity | null): entity is Group {
  return entity instanceof h5.Group;
}

function weightsGroup(h5: Library, root: Group): Group {
  if (namesIn(root, 'layer_names')) return root;
  const inner = root.get('model_weights');
  if (isGroup(h5, inner) && namesIn(inner, 'layer_names')) return inner;
  throw broken('weights-header', 'The HDF5 file lists no layers of a Keras model.');
}

/** A list of names in an attribute; Keras cuts a long one into `name0`, `name1`, …; null where there is none. */
function namesIn(group: Group, attribute: string): string[] | null {
  const { attrs } = group;
  if (Object.hasOwn(attrs, attribute)) return texts(attrs[attribute].value);
  const parts: string[] = [];
  for (let i = 0; Object.hasOwn(attrs, `${attribute}${i}`); i++)
    parts.push(...texts(attrs[`${attribute}${i}`].value));
  return parts.length > 0 ? parts : null;
}

function texts(value: unknown): string[] {
  // an empty list comes as numbers of no length
  const list = Array.isArray(value) ? value : typeof value === 'string' ? [value] : [];
  return list.filter((one) => typeof one === 'string');
}

/** Every tensor that the layers list, by its name within the layer: `block_1_expand/kernel`. */
function tensorsOf(h5: Library, weights: Group): Map<string, Dataset> {
  const found = new Map<string, Dataset>();
  for (const layer of namesIn(weights, 'layer_names') ?? []) {
    const group = weights.get(layer);
    if (!isGroup(h5, group))
      throw broken('weights-missing-tensor', `The file lists a layer "${layer}" that it does not hold.`);
    for (const listed of namesIn(group, 'weight_names') ?? []) {
      const dataset = group.get(listed);
      const shape = dataset instanceof h5.Dataset ? dataset.shape : null;
      const short = kerasText(kerasName(listed, shape, layer));
      // two networks in one file may have layers of the same name
      const name = found.has(short) ? `${layer}/${listed}` : short;
      if (!(dataset instanceof h5.Dataset))
        throw broken('weights-missing-tensor', `The file lists a tensor "${name}" that it does not hold.`);
      if (found.has(name)) throw broken('weights-header', `The file lists the tensor "${name}" twice.`);
      found.set(name, dataset);
    }
  }
  return found;
}

function shapeOf(name: string, dataset: Dataset): number[] {
  const { shape, type, size, virtual_sources: elsewhere } = dataset.metadata;
  if (!shape || !shape.every((axis) => Number.isSafeInteger(axis) && axis >= 0))
    throw broken('weights-header', `The tensor "${name}" has no usable shape.`);
  if (!isNumeric(type, size))
    throw broken('weights-dtype', `The tensor "${name}" has a type that is not supported.`);
  if (sizeOf(shape) * size > LARGEST_TENSOR_BYTES)
    throw broken(
      'weights-too-large',
      `The tensor "${name}" has the shape [${shape.join(', ')}], which is too large.`,
    );
  if (elsewhere?.length) throw broken('weights-header', `The tensor "${name}" lies in another file.`);
  return shape;
}

function isNumeric(type: number, bytes: number): boolean {
  return (type === FLOAT && (bytes === 4 || bytes === 8)) || (type === INTEGER && bytes <= 8);
}

function readTensor(
  name: string,
  datasets: ReadonlyMap<string, Dataset>,
  shapes: ReadonlyMap<string, number[]>,
): NamedTensor {
  const [dataset, shape] = [datasets.get(name), shapes.get(name)];
  if (!dataset || !shape) throw broken('weights-missing-tensor', `The file has no tensor "${name}".`);
  let value: unknown;
  try {
    // a scalar comes as a number
    value = shape.length === 0 ? [dataset.value] : dataset.value;
  } catch (error) {
    throw broken('weights-truncated', `The tensor "${name}" cannot be read: the file is broken.`, error);
  }
  const data =
    value instanceof Float32Array
      ? new Float32Array(value)
      : Float32Array.from(value as ArrayLike<number | bigint>, Number);
  if (data.length !== sizeOf(shape))
    throw broken('weights-truncated', `The tensor "${name}" has ${data.length} of ${sizeOf(shape)} values.`);
  const wrong = data.findIndex((one) => !Number.isFinite(one));
  if (wrong !== -1)
    throw broken('weights-not-finite', `The tensor "${name}" holds ${data[wrong]} at ${wrong}.`);
  return { dtype: 'F32', shape, data };
}
