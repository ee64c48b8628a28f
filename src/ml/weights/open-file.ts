/**
 * Opens whatever a person gives as weights: one file, a tfjs model with the files beside its `model.json`, or a ZIP of
 * either. What a file is, its bytes say before its name.
 */
import type { WeightsFormat } from '../../core/backbones/kept-weights';
import { OnesheetError } from '../../core/errors';
import { isHidden } from '../../core/films/image-paths';
import { ArchiveError, isZip, openArchive } from './archive';
import { KERAS_CONFIG, KERAS_WEIGHTS, openKerasArchive } from './keras-archive';
import { isHdf5, openKerasH5 } from './keras-h5';
import { isOnnx, openOnnx } from './onnx';
import type { OpenWeights } from './open-weights';
import {
  isLegacyTorch,
  LEGACY_BYTES,
  MOST_FILES as MOST_ENTRIES,
  openLegacyTorch,
  openTorchZip,
  torchPickleIn,
} from './pytorch';
import { decodeTensor, LENGTH_BYTES, parseSafetensorsHeader, safetensorsDataBegin } from './safetensors';
import { textInPlace } from './text-file';
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
  bin: 'a file of parts: a tfjs model needs its model.json, a PyTorch one its safetensors',
  ckpt: 'a TensorFlow checkpoint',
  pb: 'a TensorFlow SavedModel',
  npz: 'NumPy arrays',
  msgpack: 'a Flax checkpoint',
  gguf: 'a language model',
  tflite: 'a TFLite model',
};
/** Endings of what is weights or nothing. */
const WEIGHTS_ENDINGS = /\.(safetensors|h5|hdf5|keras|pt|pth|onnx|bin|ckpt|zip)$/i;
/** Bytes from a file's beginning that tell its kind. */
const TELLING_BYTES = Math.max(LENGTH_BYTES + 1, LEGACY_BYTES);

/** How a file is opened, by what its bytes (and, where they leave it open, its name) say that it is. */
type Kind =
  Exclude<WeightsFormat, 'tfjs-layers' | 'keras-archive' | 'pytorch'> | 'json' | 'zip' | 'legacy-torch';

/**
 * The weights among these files: one file of a known kind (`docs/backbones.md` lists them), or a `model.json` with its
 * shards; or a ZIP of one of those. What else lies beside them is passed over.
 * @throws OnesheetError `file-unsupported` where there are none or several; `weights-text` where a text lies in their
 *   place; `weights-…` where they are broken, naming the tensor. Everything opened has to be closed.
 */
export async function openWeightFiles(given: readonly GivenFile[]): Promise<Opened> {
  const kept = given.filter(({ path }) => !isHidden(path));
  const kinds = await Promise.all(kept.map(async (one) => ({ ...one, kind: await kindOf(one) })));
  const found = kinds.flatMap(({ kind, ...one }) => (kind === null ? [] : [{ ...one, kind }]));
  if (found.length === 0) throw await nothingFound(kept);
  if (found.length > 1)
    throw new OnesheetError(
      'file-unsupported',
      `There are several files of weights: ${found.map(({ path }) => path).join(', ')}.`,
      'Add them one at a time.',
    );
  const [{ path, file, kind }] = found;
  refuseLarge(path, file.size);
  if (kind === 'json') return openTfjs(path, file, kept);
  if (kind === 'zip') return openZip(path, file);
  const open = OPENERS[kind];
  return { name: nameOf(path), weights: await open(file), files: [file] };
}

const OPENERS: Record<Exclude<Kind, 'json' | 'zip'>, (file: Blob) => Promise<OpenWeights>> = {
  safetensors: openSafetensors,
  'keras-h5': (file) => openKerasH5(file),
  onnx: openOnnx,
  'legacy-torch': openLegacyTorch,
};

async function kindOf({ path, file }: GivenFile): Promise<Kind | null> {
  const beginning = new Uint8Array(await file.slice(0, TELLING_BYTES).arrayBuffer());
  if (isHdf5(beginning)) return 'keras-h5';
  if (isZip(beginning)) return 'zip';
  if (isLegacyTorch(beginning)) return 'legacy-torch';
  if (WEIGHTS_ENDINGS.test(path)) {
    const text = await textInPlace(path, file);
    if (text) throw text;
  }
  if (/\.h5$|\.hdf5$/i.test(path)) return 'keras-h5';
  if (/\.safetensors$/i.test(path)) return 'safetensors';
  if (/\.onnx$/i.test(path) || isOnnx(beginning)) return 'onnx';
  // no name tells, but a length and then JSON do
  const plausible =
    beginning[LENGTH_BYTES] === 0x7b && beginning.slice(5, LENGTH_BYTES).every((byte) => byte === 0);
  if (plausible && !/\.json$/i.test(path)) return 'safetensors';
  return /\.json$/i.test(path) && file.size <= LARGEST_JSON && (await isModelJson(file)) ? 'json' : null;
}

async function isModelJson(file: Blob): Promise<boolean> {
  const text = await file.text();
  return /"(weightsManifest|modelTopology)"/.test(text);
}

async function nothingFound(given: readonly GivenFile[]): Promise<OnesheetError> {
  for (const { path, file } of given) {
    // oxlint-disable-next-line eslint/no-await-in-loop -- the first text is what is told
    const text = await textInPlace(path, file);
    if (text) return text;
  }
  const [first] = given;
  const ending = first?.path.split('.').at(-1)?.toLowerCase() ?? '';
  const kind = /^(pt|pth)$/.test(ending) ? 'no file that PyTorch wrote' : OTHER_KINDS[ending];
  return new OnesheetError(
    'file-unsupported',
    kind && first
      ? `${first.path} is ${kind}, which cannot be read here.`
      : 'There is no file of weights among what was given.',
    'Give a .safetensors, .h5, .keras, .pt or .onnx file, or the folder of a tfjs layers model. From PyTorch: safetensors.torch.save_file(model.state_dict(), "model.safetensors").',
  );
}

/** What lies in a ZIP: PyTorch's tensors, Keras 3's archive, or a model that somebody packed. */
async function openZip(path: string, file: Blob): Promise<Opened> {
  const name = nameOf(path);
  try {
    const archive = await openArchive(file, MOST_ENTRIES);
    const paths = archive.entries.map((entry) => entry.path);
    if (torchPickleIn(paths)) return { name, weights: await openTorchZip(file), files: [file] };
    if (paths.includes(KERAS_WEIGHTS) || paths.includes(KERAS_CONFIG))
      return { name, weights: await openKerasArchive(archive), files: [file] };
    const inside = await Promise.all(
      archive.entries
        .filter((entry) => !entry.path.endsWith('.zip'))
        .map(async (entry) => ({
          path: entry.path,
          file: new Blob([await archive.bytes(entry.path, LARGEST_FILE)]),
        })),
    );
    const { weights } = await openWeightFiles(inside);
    return { name, weights, files: [file] };
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    throw new OnesheetError(
      'file-unsupported',
      `${path} cannot be read: ${error.message}`,
      'Unpack it and give the folder, or pack it again.',
      { cause: error.cause },
    );
  }
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
  for (const shard of tfjsWeightPaths(json)) {
    const one = given.find((other) => other.path === folder + shard);
    // oxlint-disable-next-line eslint/no-await-in-loop -- one look at each
    const text = one && (await textInPlace(one.path, one.file));
    if (text) throw text;
  }
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
