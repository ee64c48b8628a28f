/** Checks a complete download before it is accepted. */
import { OnesheetError, throwIfStopped } from '../../../core/errors';
import { nextTurn } from '../../../core/next-turn';
import { ProgressMeter, type Progress } from '../../../core/progress';
import { Sha256 } from '../../../core/sha256';
import { decodeTensor, parseSafetensorsHeader } from '../../../ml/weights/safetensors';
import type { ByteFile } from '../../../storage/byte-file';
import type { Inspection } from './inspect';

const CHECKED_AT_A_TIME = 4 * 2 ** 20;

/**
 * Checks that the file has the hub's hash, and that all its values are finite.
 * @throws OnesheetError `weights-hash`, `weights-not-finite`, `stopped`.
 */
export async function checkFile(
  file: ByteFile,
  { hub, sha256: expected, selection }: Inspection,
  { signal, report }: { signal?: AbortSignal; report?: (progress: Progress) => void },
): Promise<void> {
  const meter = new ProgressMeter('Checking the weights', 'bytes', selection.bytes, (progress) =>
    report?.(progress),
  );
  if (expected !== null) {
    const hash = new Sha256();
    for (let at = 0; at < selection.bytes; at += CHECKED_AT_A_TIME) {
      hash.update(bytesOf(file, at, Math.min(selection.bytes, at + CHECKED_AT_A_TIME)));
      meter.set(at / 2);
      // oxlint-disable-next-line eslint/no-await-in-loop -- lets a stop through
      await nextTurn();
      throwIfStopped(signal);
    }
    if (hash.hex() !== expected)
      throw new OnesheetError(
        'weights-hash',
        `The file downloaded from ${hub.repo} is damaged: its hash is not the one given by the Hugging Face hub.`,
        'Start the download again; if this happens again, something on the way changes the file.',
      );
  }
  const { entries } = parseSafetensorsHeader(bytesOf(file, 0, selection.beginning.length).buffer);
  for (const entry of entries) {
    decodeTensor(entry, bytesOf(file, entry.begin, entry.end).buffer);
    meter.set(expected === null ? entry.end : (selection.bytes + entry.end) / 2);
    // oxlint-disable-next-line eslint/no-await-in-loop
    await nextTurn();
    throwIfStopped(signal);
  }
}

function bytesOf(file: ByteFile, from: number, to: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(to - from);
  file.read(bytes, from);
  return bytes;
}
