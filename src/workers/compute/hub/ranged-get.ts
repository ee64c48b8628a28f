/**
 * One GET request for a part of a file; its bytes are passed on as they arrive. A server may answer with the part (206)
 * or with the whole file (200), so each chunk comes with its position.
 */
import { stopped, throwIfStopped } from '../../../core/errors';
import type { TransportResponse } from '../../../core/fetch';
import type { HubFile } from '../../../core/backbones/hub-file';
import type { HubTransport } from './address';
import { changed, notAFile, TransientError, refusal } from './hub-errors';

export interface RangedGet {
  url: string;
  hub: HubFile;
  /** Requests bytes `from` up to `to` of the file. */
  from: number;
  to: number;
  transport: HubTransport;
  signal?: AbortSignal;
  /** After this long without data the connection counts as lost. */
  stallMs: number;
  /** How far to read if the whole file is sent; `to` by default. */
  wholeTo?: number;
  /** Called before the first chunk. */
  answered?: (answer: Answer) => void;
  take: (chunk: Uint8Array, at: number) => void;
}

export interface Answer {
  /** Size of the whole file, if the server lets the page see it. */
  total: number | null;
  /** SHA-256 of the whole file, likewise. */
  sha256: string | null;
}

/**
 * Makes the request once.
 * @throws TransientError if it is worth repeating; OnesheetError `stopped`, `hub-not-found`, `hub-refused`,
 *   `hub-changed`, `fetch-failed`; whatever `take` throws.
 */
export async function rangedGet(get: RangedGet): Promise<void> {
  throwIfStopped(get.signal);
  const request = new AbortController();
  const watch = new Stalls(get.stallMs, () => request.abort());
  const stop = () => request.abort();
  get.signal?.addEventListener('abort', stop, { once: true });
  try {
    const response = await asked(
      get.transport(get.url, {
        headers: { Range: `bytes=${get.from}-${get.to - 1}` },
        signal: request.signal,
      }),
      get.signal,
      watch,
    );
    watch.seen();
    await readAnswer(response, get, watch);
  } finally {
    watch.end();
    get.signal?.removeEventListener('abort', stop);
    // the rest of a body is not needed
    request.abort();
  }
}

/** Aborts a request that has delivered no data for too long. */
class Stalls {
  stalled = false;
  private timer: ReturnType<typeof setTimeout>;

  constructor(
    readonly milliseconds: number,
    private readonly abort: () => void,
  ) {
    this.timer = this.start();
  }

  seen(): void {
    clearTimeout(this.timer);
    this.timer = this.start();
  }

  end(): void {
    clearTimeout(this.timer);
  }

  private start(): ReturnType<typeof setTimeout> {
    return setTimeout(() => {
      this.stalled = true;
      this.abort();
    }, this.milliseconds);
  }
}

/** Awaits the network; failures become {@link TransientError}, a stop stays a stop. */
async function asked<T>(
  waiting: Promise<T>,
  signal: AbortSignal | undefined,
  watch: Stalls,
  answered = false,
): Promise<T> {
  try {
    return await waiting;
  } catch (error) {
    if (signal?.aborted) throw stopped();
    if (watch.stalled)
      throw new TransientError(`No data arrived for ${watch.milliseconds / 1000} s.`, answered);
    throw new TransientError(`The connection failed (${wordsOf(error)}).`, answered);
  }
}

/** The message of the deepest cause: `fetch failed` says nothing, its cause says ECONNRESET. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? wordsOf(error.cause) : error.message;
}

async function readAnswer(response: TransportResponse, get: RangedGet, watch: Stalls): Promise<void> {
  const { status, headers, body } = response;
  if (status !== 200 && status !== 206) throw refusal(response, get.hub);
  const type = headers.get('content-type') ?? '';
  if (/^text\/html/i.test(type)) throw notAFile(get.hub.repo, type);
  const part = status === 206 ? contentRange(headers.get('content-range')) : null;
  // some servers answer with a different part than was requested
  if (part && part.from !== get.from) throw changed(get.hub.repo);
  const whole = status === 200;
  get.answered?.({ total: part?.total ?? (whole ? contentLength(headers) : null), sha256: hashOf(headers) });

  const end = whole ? (get.wholeTo ?? get.to) : get.to;
  let at = whole ? 0 : get.from;
  const reader = body?.getReader();
  while (at < end) {
    // oxlint-disable-next-line eslint/no-await-in-loop -- chunks arrive one after the other
    const chunk = reader && (await asked(reader.read(), get.signal, watch, true));
    if (!chunk || chunk.done) break;
    const { value } = chunk;
    watch.seen();
    throwIfStopped(get.signal);
    get.take(value.subarray(0, Math.max(0, end - at)), at);
    at += value.length;
  }
  if (at < get.to) throw new TransientError(`The answer ended after ${at - get.from} bytes.`, true);
}

/** Parses `bytes 0-7/46807446` (RFC 9110, section 14.4); null if it is missing or malformed. */
function contentRange(header: string | null): { from: number; total: number | null } | null {
  const found = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(header ?? '');
  return found && { from: Number(found[1]), total: found[2] === '*' ? null : Number(found[2]) };
}

function contentLength(headers: TransportResponse['headers']): number | null {
  const length = headers.get('content-length');
  return length === null || headers.get('content-encoding') ? null : Number(length);
}

/** The hub uses a large file's SHA-256 as its tag; a mirror's own tag may be something else. */
function hashOf(headers: TransportResponse['headers']): string | null {
  for (const name of ['x-linked-etag', 'etag']) {
    const found = /^(?:W\/)?"?([0-9a-f]{64})"?$/.exec(headers.get(name) ?? '');
    if (found) return found[1];
  }
  return null;
}
