/** What came from the hub, looked at whole before it counts as complete. */
import { OnesheetError, throwIfStopped } from '../../../core/errors';
import { nextTurn } from '../../../core/next-turn';
import { ProgressMeter, type Progress } from '../../../core/progress';
import { Sha256 } from '../../../core/sha256';
import { decodeTensor, parseSafetensorsHeader } from '../../../ml/weights/safetensors';
import type { ByteFile } from '../../../storage/byte-file';
import type { Inspection } from './inspect';

const CHECKED_AT_A_TIME = 4 * 2 ** 20;

/**
 * That it has the hub's hash, and that every value is a number.
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
      // oxlint-disable-next-line eslint/no-await-in-loop -- a stop must get in
      await nextTurn();
      throwIfStopped(signal);
    }
    if (hash.hex() !== expected)
      throw new OnesheetError(
        'weights-hash',
        `What came of ${hub.repo} is not what the Hugging Face hub says it is: the hashes differ.`,
        'Start the download again; if it comes back, something on the way changes the file.',
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
