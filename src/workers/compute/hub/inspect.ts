/**
 * Examines a file on the hub before it is downloaded: its size, its hash if the hub gives one, the network that its
 * tensors belong to, and which bytes of it are needed. Downloads only the first few kilobytes.
 */
import { isStop, OnesheetError } from '../../../core/errors';
import type { HubFile } from '../../../core/backbones/hub-file';
import { Sha256 } from '../../../core/sha256';
import { architectureOf } from '../../../ml/backbones/architectures';
import { neededNames } from '../../../ml/weights/names/tensor-names';
import { recognise, type Recognised } from '../../../ml/weights/recognise';
import {
  LENGTH_BYTES,
  parseSafetensorsHeader,
  safetensorsDataBegin,
  type SafetensorsHeader,
} from '../../../ml/weights/safetensors';
import { selectAll, selectTensors, type Selection } from '../../../ml/weights/selection';
import { fileUrl, pointerUrl, type HubTransport } from './address';
import { changed } from './hub-errors';
import { withRetries, type RetryPolicy } from './retries';
import { rangedGet, type Answer } from './ranged-get';

export interface HubOptions {
  base: string;
  transport: HubTransport;
  retries: RetryPolicy;
  signal?: AbortSignal;
  waiting?: (seconds: number) => void;
}

export interface Inspection {
  hub: HubFile;
  header: SafetensorsHeader;
  recognised: Recognised;
  /** Size of the whole file. */
  fileBytes: number;
  /** Hash of the whole file; null if the hub gives none, or if only a part is downloaded. */
  sha256: string | null;
  /** What is downloaded and kept. */
  selection: Selection;
  /** Of the header and the selection; an unchanged file has the same one. */
  fingerprint: string;
}

/** In bytes. Real headers have some tens of kilobytes. */
const LARGEST_HEADER = 10_000_000;
/** Up to this many unneeded bytes are downloaded too, because the hash is that of the whole file. */
const FETCHED_FOR_THE_HASH = 10_000_000;
const LARGEST_FILE = 2 ** 31;
const LARGEST_POINTER = 1000;

/**
 * @throws OnesheetError `stopped`; those of the hub (`hub-errors.ts`); `weights-header`, `weights-dtype`,
 *   `weights-truncated` for a file that is not safetensors; `weights-extra-tensor` for an unknown network;
 *   `weights-too-large`.
 */
export async function inspect(hub: HubFile, options: HubOptions): Promise<Inspection> {
  const first = await readPart(hub, 0, LENGTH_BYTES, options);
  const begin = safetensorsDataBegin(first.bytes.buffer);
  if (begin > LARGEST_HEADER)
    throw new OnesheetError(
      'weights-header',
      `The file of ${hub.repo} claims a header of ${begin} bytes.`,
      'Use another repository: this file is damaged or not safetensors.',
    );
  const rest = await readPart(hub, LENGTH_BYTES, begin, options);
  const beginning = new Uint8Array(begin);
  beginning.set(first.bytes);
  beginning.set(rest.bytes, LENGTH_BYTES);
  const header = parseSafetensorsHeader(beginning.buffer);
  refuseOther(hub, header, first.answer);
  const recognised = recognise(new Map(header.entries.map(({ name, shape }) => [name, shape])));
  return choose(hub, header, recognised, beginning, first.answer.sha256, options);
}

function refuseOther({ repo }: HubFile, { fileBytes }: SafetensorsHeader, { total }: Answer): void {
  if (total !== null && total !== fileBytes)
    throw new OnesheetError(
      'weights-truncated',
      `The file of ${repo} has ${total} bytes on the hub; its tensors need ${fileBytes}.`,
      'Use another repository: this file is damaged.',
    );
}

/** Selects only what is needed, or the whole file if little else is in it, so that the hash can be checked. */
async function choose(
  hub: HubFile,
  header: SafetensorsHeader,
  recognised: Recognised,
  beginning: Uint8Array<ArrayBuffer>,
  hashFromAnswer: string | null,
  options: HubOptions,
): Promise<Inspection> {
  const part = selectTensors(header, fileNamesOf(recognised));
  const { fileBytes } = header;
  const nearlyAll = fileBytes - part.bytes <= FETCHED_FOR_THE_HASH;
  const hash = nearlyAll ? (hashFromAnswer ?? (await hashFromPointer(hub, fileBytes, options))) : null;
  const selection = hash === null ? part : selectAll(header, beginning);
  if (selection.bytes > LARGEST_FILE)
    throw new OnesheetError(
      'weights-too-large',
      `The file of ${hub.repo} has ${fileBytes} bytes; at most ${LARGEST_FILE} can be used.`,
      'Use a smaller network.',
    );
  const what = `${fileBytes} ${hash} ${selection.bytes} `;
  const fingerprint = new Sha256().update(new TextEncoder().encode(what)).update(beginning).hex();
  return { hub, header, recognised, fileBytes, sha256: hash, selection, fingerprint };
}

/** What has to be fetched, as the file names it: all that the network needs but for the head. */
function fileNamesOf({ config, names, sources }: Recognised): Set<string> {
  const needed = neededNames(architectureOf(config), names, { except: ['head'] });
  return new Set(
    needed.flatMap((name) => {
      const source = sources.get(name);
      return source?.kind === 'tensor' ? [source.name] : [];
    }),
  );
}

interface Part {
  bytes: Uint8Array<ArrayBuffer>;
  answer: Answer;
}

async function readPart(hub: HubFile, from: number, to: number, options: HubOptions): Promise<Part> {
  const { base, transport, retries, signal, waiting } = options;
  const bytes = new Uint8Array(to - from);
  let answer: Answer = { total: null, sha256: null };
  let got = 0;
  const work = () =>
    rangedGet({
      url: fileUrl(base, hub),
      hub,
      from,
      to,
      transport,
      signal,
      stallMs: retries.stallMs,
      answered: (found) => (answer = found),
      take: (chunk, at) => {
        const skipped = Math.max(0, from - at);
        if (skipped >= chunk.length) return;
        bytes.set(chunk.subarray(skipped), at + skipped - from);
        got = at + chunk.length - from;
      },
    });
  await withRetries(work, { repo: hub.repo, retries, signal, progress: () => got, waiting });
  return { bytes, answer };
}

/** The hash from the file's pointer in the repository; null if there is none. */
async function hashFromPointer(
  hub: HubFile,
  fileBytes: number,
  { base, transport, retries, signal }: HubOptions,
): Promise<string | null> {
  const bytes: number[] = [];
  try {
    await rangedGet({
      url: pointerUrl(base, hub),
      hub,
      from: 0,
      to: LARGEST_POINTER,
      transport,
      signal,
      stallMs: retries.stallMs,
      take: (chunk) => bytes.push(...chunk),
    });
  } catch (error) {
    if (isStop(error)) throw error;
    // a pointer is shorter than the requested range; whatever else went wrong, there is no hash
  }
  const text = new TextDecoder().decode(Uint8Array.from(bytes));
  const size = /^size (\d+)$/m.exec(text);
  const hash = /^oid sha256:([0-9a-f]{64})$/m.exec(text);
  if (size && Number(size[1]) !== fileBytes) throw changed(hub.repo);
  return size && hash ? hash[1] : null;
}
