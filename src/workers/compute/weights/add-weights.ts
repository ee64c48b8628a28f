/**
 * Adds a person's own weights: opens the file, recognises its network, checks every value, and keeps what the network
 * needs as a safetensors file under the hash of the original. Nothing is stored before everything has been checked.
 */
import { throwIfStopped } from '../../../core/errors';
import { nextTurn } from '../../../core/next-turn';
import { ProgressMeter, type Progress } from '../../../core/progress';
import { Sha256 } from '../../../core/sha256';
import { architectureOf, withoutClasses } from '../../../ml/backbones/architectures';
import { openWeightFiles, type GivenFile, type Opened } from '../../../ml/weights/open-file';
import { recognise } from '../../../ml/weights/recognise';
import { writeSafetensors } from '../../../ml/weights/safetensors';
import { constantTensor, type Sources } from '../../../ml/weights/sources';
import { sizeOf, type Weights } from '../../../ml/layers/weights';
import { shown, type WeightsStore } from '../../../storage/weights-store';
import type { KeptWeights } from '../../../core/backbones/kept-weights';

export interface AddOptions {
  store: WeightsStore;
  signal?: AbortSignal;
  report?: (progress: Progress) => void;
}

const HASHED_AT_A_TIME = 4 * 2 ** 20;
const KEPT_AS_THEY_ARE = new Set(['F32', 'F16', 'BF16']);

/**
 * @throws OnesheetError those of `openWeightFiles` and `recognise`; `weights-not-finite`, naming the tensor;
 *   `storage-full`, `storage-unavailable`; `stopped`.
 */
export async function addWeights(given: readonly GivenFile[], options: AddOptions): Promise<KeptWeights> {
  const opened = await openWeightFiles(given);
  try {
    return await keep(opened, options);
  } finally {
    opened.weights.close();
  }
}

async function keep({ name, weights, files }: Opened, options: AddOptions): Promise<KeptWeights> {
  const { store } = options;
  const { config, sources, leftOut } = recognise(weights.shapes);
  const architecture = architectureOf(config);
  const id = await hashOf(files, options);
  const whole = await store.whole(id);
  if (whole) return whole;
  const bytes = writeSafetensors(await readAll(weights, sources, options));
  const record = {
    version: 1,
    id,
    name,
    origin: { kind: 'file', format: weights.format },
    sha256: id,
    network: architecture.title,
    architecture: withoutClasses(config),
    complete: true,
    addedAt: new Date().toISOString(),
    expectedBytes: bytes.byteLength,
    fingerprint: null,
    leftOut: [...leftOut, ...(weights.besides ?? [])],
  } as const;
  await store.put(record, new Uint8Array(bytes));
  return shown(record, bytes.byteLength);
}

/** Hash of all files, one after the other. */
async function hashOf(files: readonly Blob[], { signal, report }: AddOptions): Promise<string> {
  const total = files.reduce((sum, { size }) => sum + size, 0);
  const meter = new ProgressMeter('Reading the file', 'bytes', total, (progress) => report?.(progress));
  const hash = new Sha256();
  for (const file of files)
    for (let at = 0; at < file.size; at += HASHED_AT_A_TIME) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- piece by piece, to save memory
      const piece = new Uint8Array(await file.slice(at, at + HASHED_AT_A_TIME).arrayBuffer());
      throwIfStopped(signal);
      hash.update(piece);
      meter.add(piece.length);
    }
  return hash.hex();
}

/** Under the names that the network's kind of file has for them, whatever this one calls them. */
async function readAll(
  weights: Opened['weights'],
  sources: Sources,
  { signal, report }: AddOptions,
): Promise<Weights> {
  const sizes = [...sources.values()].map((source) =>
    sizeOf((source.kind === 'tensor' ? weights.shapes.get(source.name) : source.shape) ?? []),
  );
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const meter = new ProgressMeter('Checking the weights', 'values', total, (progress) => report?.(progress));
  const found: Weights = new Map();
  for (const [name, source] of sources) {
    const tensor =
      // oxlint-disable-next-line eslint/no-await-in-loop -- one tensor at a time
      source.kind === 'tensor' ? await weights.read(source.name) : constantTensor(source);
    found.set(name, KEPT_AS_THEY_ARE.has(tensor.dtype) ? tensor : { ...tensor, dtype: 'F32' });
    meter.add(tensor.data.length);
    // oxlint-disable-next-line eslint/no-await-in-loop -- lets a stop through
    await nextTurn();
    throwIfStopped(signal);
  }
  return found;
}
