/**
 * Downloads the needed parts of a file on the hub into the store. Data are written at once and in order, so the size of
 * the unfinished file says where to resume: after a lost connection, a stop, or on another day.
 */
import { OnesheetError } from '../../../core/errors';
import type { HubSize, KeptWeights } from '../../../core/backbones/kept-weights';
import { ProgressMeter, uncounted, type Progress } from '../../../core/progress';
import type { HubFile } from '../../../core/backbones/hub-file';
import { sha256 } from '../../../core/sha256';
import { architectureOf, withoutClasses } from '../../../ml/backbones/architectures';
import { partsOf, rangesLeft } from '../../../ml/weights/selection';
import type { ByteFile } from '../../../storage/byte-file';
import { shown, type WeightsRecord, type WeightsStore } from '../../../storage/weights-store';
import { fileUrl } from './address';
import { checkFile } from './check-file';
import { changed } from './hub-errors';
import { inspect, type HubOptions, type Inspection } from './inspect';
import { withRetries } from './retries';
import { rangedGet } from './ranged-get';

export interface DownloadOptions extends HubOptions {
  store: WeightsStore;
  report?: (progress: Progress) => void;
}

/** Ranges separated by fewer bytes than this are requested together. */
const GAP = 256 * 1024;
/** The file is flushed to disk each time this many bytes have been written. */
const FLUSH_BYTES = 16 * 2 ** 20;

/** The id under which a file from the hub is kept. */
export function hubId({ repo, revision, file }: HubFile): string {
  return sha256(new TextEncoder().encode(`${repo}\n${revision}\n${file}`));
}

/**
 * @throws OnesheetError `stopped`; those of `inspect`; `storage-full`, `storage-unavailable`; `weights-hash`,
 *   `weights-not-finite` for a damaged download, of which nothing is kept. After any other error the data are kept.
 */
export async function download(hub: HubFile, options: DownloadOptions): Promise<KeptWeights> {
  const { store, report } = options;
  const id = hubId(hub);
  report?.(uncounted('Asking the hub'));
  const inspection = await inspect(hub, options);
  const known = await store.record(id);
  const whole = await store.whole(id);
  if (whole && known?.fingerprint === inspection.fingerprint) return whole;
  const record = recordOf(id, inspection);
  const file = await store.openFile(id);
  try {
    if (
      known?.fingerprint !== inspection.fingerprint ||
      file.size() < inspection.selection.beginning.length
    ) {
      file.truncate(0);
      file.write(inspection.selection.beginning, 0);
    }
    await store.putRecord(record);
    await fetchRest(file, inspection, options);
    await checkFile(file, inspection, options);
  } catch (error) {
    close(file);
    if (isBroken(error)) await store.remove(id);
    throw error;
  }
  file.close();
  const complete = { ...record, complete: true };
  await store.putRecord(complete);
  return shown(complete, complete.expectedBytes);
}

/** Flushes and closes the file, even if flushing fails; a file left open could not be opened again. */
function close(file: ByteFile): void {
  try {
    file.flush();
  } catch {
    // an earlier failure is reported instead
  } finally {
    file.close();
  }
}

/** The part of an inspection that is shown. */
export function sizeOf({ hub, fileBytes, selection, sha256, recognised }: Inspection): HubSize {
  const { config } = recognised;
  return {
    hub,
    fileBytes,
    neededBytes: selection.bytes,
    sha256,
    network: architectureOf(config).title,
    architecture: withoutClasses(config),
  };
}

function recordOf(
  id: string,
  { hub, recognised, sha256, selection, fingerprint }: Inspection,
): WeightsRecord {
  return {
    version: 1,
    id,
    name: hub.repo,
    origin: { kind: 'hub', hub, checked: sha256 !== null },
    sha256,
    network: architectureOf(recognised.config).title,
    architecture: withoutClasses(recognised.config),
    expectedBytes: selection.bytes,
    complete: false,
    addedAt: new Date().toISOString(),
    fingerprint,
  };
}

function isBroken(error: unknown): boolean {
  return error instanceof OnesheetError && ['weights-hash', 'weights-not-finite'].includes(error.code);
}

async function fetchRest(file: ByteFile, inspection: Inspection, options: DownloadOptions): Promise<void> {
  const { hub, selection, fileBytes, sha256: hash } = inspection;
  const { base, transport, retries, signal, report } = options;
  const already = file.size();
  // the rate counts what arrives now, the bar everything on disk
  const meter = new ProgressMeter('Downloading', 'bytes', selection.bytes - already, (progress) =>
    report?.({ ...progress, done: progress.done + already, total: selection.bytes }),
  );
  let flushed = already;
  const take = (chunk: Uint8Array, at: number) => {
    for (const part of partsOf(selection, chunk, at)) {
      // a file that is sent whole, or sent again, includes what is already there
      const known = Math.max(0, file.size() - part.at);
      if (known < part.bytes.length) file.write(part.bytes.subarray(known), part.at + known);
    }
    meter.set(file.size() - already);
    if (file.size() - flushed < FLUSH_BYTES) return;
    file.flush();
    flushed = file.size();
  };
  const work = async () => {
    for (;;) {
      const [range] = rangesLeft(selection, file.size(), GAP);
      if (!range) return;
      // oxlint-disable-next-line eslint/no-await-in-loop -- one range after the other
      await rangedGet({
        url: fileUrl(base, hub),
        hub,
        ...range,
        transport,
        signal,
        stallMs: retries.stallMs,
        wholeTo: selection.pieces.at(-1)?.to,
        answered: ({ total, sha256: found }) => {
          const other = (total !== null && total !== fileBytes) || (found && hash && found !== hash);
          if (other) throw changed(hub.repo);
        },
        take,
      });
    }
  };
  const waiting = (seconds: number) =>
    report?.({
      ...uncounted(`Waiting ${Math.ceil(seconds)} s for the hub`),
      done: file.size(),
      total: selection.bytes,
      unit: 'bytes',
    });
  await withRetries(work, { repo: hub.repo, retries, signal, progress: () => file.size(), waiting });
  file.flush();
}
