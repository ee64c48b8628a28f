/** Opens whatever a person gives as weights: one file, or a tfjs model with the files beside its `model.json`. */
import { OnesheetError } from '../../core/errors';
import { isHdf5, openKerasH5 } from './keras-h5';
import type { OpenWeights } from './open-weights';
import { decodeTensor, LENGTH_BYTES, parseSafetensorsHeader, safetensorsDataBegin } from './safetensors';
import { parseTfjsLayers, tfjsWeightPaths } from './tfjs-layers';

/** A file that was given, with its path among the others. */
export interface GivenFile {
  path: string;
  file: Blob;
}

/** What is opened, and the files that it consists of, in order. */
export interface Opened {
  name: string;
  weights: OpenWeights;
  files: readonly Blob[];
}

const LARGEST_FILE = 2 ** 31;
/** A `model.json` holds the topology too: megabytes at most. */
const LARGEST_JSON = 64 * 2 ** 20;
const OTHER_KINDS: Record<string, string> = {
  pt: 'a PyTorch checkpoint',
  pth: 'a PyTorch checkpoint',
  bin: 'a file of parts: a tfjs model needs its model.json, a PyTorch one its safetensors',
  ckpt: 'a TensorFlow checkpoint',
  pb: 'a TensorFlow SavedModel',
  keras: 'a Keras 3 archive',
  onnx: 'an ONNX model',
  tflite: 'a TFLite model',
  zip: 'a ZIP',
};

/**
 * The weights among these files: a safetensors file, an HDF5 file of Keras, or a `model.json` with its shards. What
 * else lies beside them is passed over.
 * @throws OnesheetError `file-unsupported` where there are none or several; `weights-…` where they are broken, naming
 *   the tensor. Everything opened has to be closed.
 */
export async function openWeightFiles(given: readonly GivenFile[]): Promise<Opened> {
  const kinds = await Promise.all(given.map(async (one) => ({ ...one, kind: await kindOf(one) })));
  const found = kinds.filter(({ kind }) => kind !== null);
  if (found.length === 0) throw nothingFound(given);
  if (found.length > 1)
    throw new OnesheetError(
      'file-unsupported',
      `There are several files of weights: ${found.map(({ path }) => path).join(', ')}.`,
      'Add them one at a time.',
    );
  const [{ path, file, kind }] = found;
  refuseLarge(path, file.size);
  if (kind === 'keras-h5') return { name: nameOf(path), weights: await openKerasH5(file), files: [file] };
  if (kind === 'safetensors')
    return { name: nameOf(path), weights: await openSafetensors(file), files: [file] };
  return openTfjs(path, file, given);
}

async function kindOf({ path, file }: GivenFile): Promise<OpenWeights['format'] | null> {
  const beginning = new Uint8Array(await file.slice(0, LENGTH_BYTES + 1).arrayBuffer());
  if (isHdf5(beginning)) return 'keras-h5';
  if (/\.h5$|\.hdf5$/i.test(path)) return 'keras-h5';
  if (/\.safetensors$/i.test(path)) return 'safetensors';
  // no name tells, but a length and then JSON do
  const plausible =
    beginning[LENGTH_BYTES] === 0x7b && beginning.slice(5, LENGTH_BYTES).every((byte) => byte === 0);
  if (plausible && !/\.json$/i.test(path)) return 'safetensors';
  return /\.json$/i.test(path) && file.size <= LARGEST_JSON && (await isModelJson(file))
    ? 'tfjs-layers'
    : null;
}

async function isModelJson(file: Blob): Promise<boolean> {
  const text = await file.text();
  return /"(weightsManifest|modelTopology)"/.test(text);
}

function nothingFound(given: readonly GivenFile[]): OnesheetError {
  const [first] = given;
  const kind = first && OTHER_KINDS[first.path.split('.').at(-1)?.toLowerCase() ?? ''];
  return new OnesheetError(
    'file-unsupported',
    kind
      ? `${first.path} is ${kind}, which cannot be read here.`
      : 'There is no file of weights among what was given.',
    'Give a .safetensors file, a Keras .h5 file, or the folder of a tfjs layers model. From PyTorch: safetensors.torch.save_file(model.state_dict(), "model.safetensors").',
  );
}

function refuseLarge(path: string, bytes: number): void {
  if (bytes > LARGEST_FILE)
    throw new OnesheetError(
      'weights-too-large',
      `${path} has ${bytes} bytes; at most ${LARGEST_FILE} can be read.`,
      'Take a smaller network.',
    );
}

function nameOf(path: string): string {
  return path.split('/').at(-1) ?? path;
}

async function openSafetensors(file: Blob): Promise<OpenWeights> {
  const begin = safetensorsDataBegin(await file.slice(0, LENGTH_BYTES).arrayBuffer());
  const { entries, fileBytes } = parseSafetensorsHeader(await file.slice(0, begin).arrayBuffer());
  const cut = entries.find(({ end }) => end > file.size);
  if (cut || file.size > fileBytes)
    throw new OnesheetError(
      cut ? 'weights-truncated' : 'weights-header',
      cut
        ? `The weights file ends within the tensor "${cut.name}": ${file.size} of ${fileBytes} bytes are there.`
        : `The weights file has ${file.size} bytes; its tensors end at ${fileBytes}.`,
      'Get the file again, or take another one.',
    );
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  return {
    format: 'safetensors',
    shapes: new Map(entries.map(({ name, shape }) => [name, shape])),
    read: async (name) => {
      const entry = byName.get(name);
      if (!entry) throw new Error(`The file has no tensor "${name}".`);
      return decodeTensor(entry, await file.slice(entry.begin, entry.end).arrayBuffer());
    },
    close: () => {},
  };
}

async function openTfjs(path: string, file: Blob, given: readonly GivenFile[]): Promise<Opened> {
  const json = await file.text();
  const folder = path.slice(0, path.length - nameOf(path).length);
  const shards = tfjsWeightPaths(json).flatMap((shard) => {
    const found = given.find((one) => one.path === folder + shard);
    return found ? [[shard, found.file] as const] : [];
  });
  refuseLarge(
    path,
    shards.reduce((sum, [, shard]) => sum + shard.size, 0),
  );
  const files = new Map(
    await Promise.all(shards.map(async ([shard, blob]) => [shard, await blob.arrayBuffer()] as const)),
  );
  const weights = parseTfjsLayers(json, files);
  return {
    name: folder === '' ? nameOf(path) : `${folder.split('/').at(-2)}/${nameOf(path)}`,
    files: [file, ...shards.map(([, shard]) => shard)],
    weights: {
      format: 'tfjs-layers',
      shapes: new Map([...weights].map(([name, { shape }]) => [name, shape])),
      read: (name) => {
        const tensor = weights.get(name);
        if (!tensor) throw new Error(`The model has no tensor "${name}".`);
        return Promise.resolve(tensor);
      },
      close: () => {},
    },
  };
}
