/**
 * A table's file → Films, streamed: unpacked where it is .gz, decoded, parsed, with progress by bytes, in turns
 * that leave the worker free to answer.
 */
import { fileName } from '../input/found-file';
import { OnesheetError, throwIfStopped } from '../../core/errors';
import { TextFromBytes } from '../../core/films/bytes-to-text';
import type { DialectChoice } from '../../core/films/dialect';
import type { ColumnMapping, Problem } from '../../core/films/film';
import { TableReader, type CompanionColumns, type TableResult } from '../../core/films/table-reader';
import { ProgressMeter, type Progress } from '../../core/progress';
import type { FoundFile } from '../input/found-file';
import { TimeSlice } from './time-slice';

/** Bytes parsed without looking up: a few milliseconds. */
const PIECE = 128 * 1024;
/** Bytes of text that are read of one table; no table of films comes near. */
const LARGEST = 2 * 2 ** 30;

export interface ReadOptions {
  mapping?: ColumnMapping;
  /** Columns for single fields beside those that are recognised; '' for none. */
  overrides?: ColumnMapping;
  dialect?: DialectChoice;
  companion?: CompanionColumns;
  onProgress?: (progress: Progress) => void;
  signal?: AbortSignal;
}

export type ReadTable = TableResult & {
  /** What the person decided of the dialect. */
  choice: DialectChoice;
  /** Another table that its rows were joined with. */
  companion: CompanionColumns | null;
  /** What was guessed about the file's text; harms no row. */
  textNotices: readonly Problem[];
};

/**
 * @throws OnesheetError everything that `TextFromBytes` and `TableReader` throw, `table-too-large`, `gzip-broken`,
 *   `zip-broken`, `zip-bomb`, `file-unreadable`, `stopped`.
 */
export async function readTable(
  file: FoundFile,
  { mapping, overrides, dialect = {}, companion, onProgress, signal }: ReadOptions,
): Promise<ReadTable> {
  const meter = new ProgressMeter(
    `Reading ${fileName(file.path)}`,
    'bytes',
    file.size,
    onProgress ?? (() => undefined),
  );
  const decoder = new TextFromBytes(dialect.encoding);
  const reader = new TableReader({ mapping, overrides, dialect, companion });
  const slice = new TimeSlice();
  let seen = 0;
  for await (const piece of pieces(file, (bytes) => meter.add(bytes))) {
    throwIfStopped(signal);
    seen += piece.length;
    if (seen > LARGEST) throw tooLarge(file);
    reader.push(decoder.push(piece));
    await slice.yieldIfDue();
  }
  reader.push(decoder.end());
  const read = reader.end();
  return {
    ...read,
    findings: [decoder.finding, ...read.findings],
    choice: dialect,
    companion: companion ?? null,
    textNotices: decoder.notices,
  };
}

/** @throws OnesheetError `gzip-broken`, `file-unreadable`, and what the file's own stream fails with. */
export async function* pieces(
  file: FoundFile,
  onBytes: (bytes: number) => void = () => undefined,
): AsyncGenerator<Uint8Array> {
  const reader = unpacked(file, onBytes).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((cause: unknown) => unreadable(file, cause));
      if (done) return;
      for (let at = 0; at < value.length; at += PIECE) yield value.subarray(at, at + PIECE);
    }
  } finally {
    // closing: what went wrong has been thrown already
    await reader.cancel().catch(() => undefined);
  }
}

/** The file's bytes, unpacked. @param onBytes told of the bytes as they lie in the file. */
function unpacked(file: FoundFile, onBytes: (bytes: number) => void): ReadableStream<Uint8Array> {
  const counter = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      onBytes(chunk.length);
      controller.enqueue(chunk);
    },
  });
  const counted = file.stream().pipeThrough(counter);
  return isPacked(file) ? counted.pipeThrough(new DecompressionStream('gzip')) : counted;
}

function isPacked(file: FoundFile): boolean {
  return /\.gz$/i.test(file.path);
}

/** A stream's failure, typed. Files fail with a DOMException; what else fails in a packed one is the unpacking. */
function unreadable(file: FoundFile, cause: unknown): never {
  if (cause instanceof OnesheetError) throw cause;
  if (isPacked(file) && !(cause instanceof DOMException))
    throw new OnesheetError(
      'gzip-broken',
      `${fileName(file.path)} could not be unpacked: it is damaged, cut off, or no gzip file.`,
      'Download or make it again, or unpack it and open the CSV.',
      { cause },
    );
  throw new OnesheetError(
    'file-unreadable',
    `${fileName(file.path)} could not be read any further.`,
    'Check that it is still there and has not been changed, then open it again.',
    { cause },
  );
}

function tooLarge(file: FoundFile): OnesheetError {
  return new OnesheetError(
    'table-too-large',
    `${fileName(file.path)} holds more than ${LARGEST / 2 ** 30} GB of text.`,
    'Leave out rows or columns that are not about films.',
  );
}

/** The first text of a table; null where there is none. */
export async function beginningOf(file: FoundFile, length = 64 * 1024): Promise<string | null> {
  const decoder = new TextFromBytes();
  let text = '';
  try {
    for await (const piece of pieces(file)) {
      text += decoder.push(piece);
      if (text.length >= length) return text;
    }
    return text + decoder.end();
  } catch {
    return null;
  }
}
