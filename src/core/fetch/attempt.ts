/**
 * Makes one request for one poster and judges the answer: an image, a failure that would only repeat, or one that is
 * worth trying again. The only exception thrown is a person's stop.
 */
import { throwIfStopped } from '../errors';
import { retryAfterMs } from './back-off';
import { judgeBody } from './image-body';
import type { Transport, TransportResponse } from './transport';

export type Attempt =
  | { kind: 'fetched'; poster: Blob }
  /** Asking again would give the same answer. */
  | { kind: 'refused'; reason: string }
  | {
      kind: 'retry';
      reason: string;
      /** True if the server answered, false if the connection gave nothing. */
      answered: boolean;
      /** Milliseconds that the server asks to wait, or null. */
      askedMs: number | null;
      /** The server is busy: all requests should pause, not only this one. */
      busy: boolean;
    };

/** Bytes. No poster of 185 pixels is this large; reading stops here. */
const LARGEST_POSTER = 20 * 1024 * 1024;

async function readBody(response: TransportResponse): Promise<Uint8Array<ArrayBuffer> | 'too-large'> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = response.body?.getReader();
  for (;;) {
    // chunks can only be read one after another oxlint-disable-next-line eslint/no-await-in-loop
    const chunk = await reader?.read();
    if (!chunk || chunk.done) break;
    chunks.push(chunk.value);
    length += chunk.value.length;
    if (length > LARGEST_POSTER) {
      // the file is refused either way
      void reader?.cancel().catch(() => undefined);
      return 'too-large';
    }
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** The length that the header promises; null if it promises none or the body is compressed. */
function promisedLength(response: TransportResponse): number | null {
  const length = response.headers.get('content-length');
  if (length === null || response.headers.get('content-encoding')) return null;
  return Number(length);
}

async function judgeImage(response: TransportResponse): Promise<Attempt> {
  const bytes = await readBody(response);
  if (bytes === 'too-large')
    return { kind: 'refused', reason: `The answer is larger than ${LARGEST_POSTER / 2 ** 20} MB.` };
  const promised = promisedLength(response);
  const verdict = judgeBody(bytes);
  if (promised !== null && bytes.length < promised)
    return again(`The answer was cut off after ${bytes.length} of ${promised} bytes.`);
  if (verdict.kind === 'not-an-image') {
    const type = response.headers.get('content-type') ?? 'something unnamed';
    return { kind: 'refused', reason: `The server did not send an image but ${type}.` };
  }
  // a body of the promised length without an end marker is stored that way and would come back the same: let the
  // decoder decide whether it is usable
  if (verdict.kind === 'cut-off' && (promised === null || bytes.length === 0))
    return again(`The answer was cut off after ${bytes.length} bytes.`);
  const type = verdict.kind === 'image' ? verdict.type : 'image/jpeg';
  return { kind: 'fetched', poster: new Blob([bytes], { type }) };
}

function again(reason: string, answered = true): Attempt {
  return { kind: 'retry', reason, answered, askedMs: null, busy: false };
}

const WORTH_RETRYING = new Set([408, 425, 429]);

async function judge(response: TransportResponse, unixNow: number): Promise<Attempt> {
  const { status } = response;
  if (status === 200) return judgeImage(response);
  // a connection with an unread body cannot be reused
  void response.body?.cancel().catch(() => undefined);
  if (status >= 500 || WORTH_RETRYING.has(status)) {
    const askedMs = retryAfterMs(response.headers.get('retry-after'), unixNow);
    const busy = status === 429 || status === 503;
    return { kind: 'retry', reason: `The server answered ${status}.`, answered: true, askedMs, busy };
  }
  return {
    kind: 'refused',
    reason: status === 404 ? 'The server has no such poster (404).' : `The server answered ${status}.`,
  };
}

/** The message of the deepest cause: `fetch failed` says nothing by itself, its cause says ECONNRESET. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? wordsOf(error.cause) : error.message;
}

/**
 * Makes one request.
 * @param timeoutMs For the whole request, including the body.
 * @throws OnesheetError `stopped` when the signal is aborted.
 */
export async function attemptPoster(
  transport: Transport,
  url: string,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<Attempt> {
  throwIfStopped(signal);
  const request = new AbortController();
  const stop = () => request.abort();
  let timedOut = false;
  let answered = false;
  const timer = setTimeout(() => {
    timedOut = true;
    request.abort();
  }, timeoutMs);
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const response = await transport(url, { signal: request.signal });
    answered = true;
    return await judge(response, Date.now());
  } catch (error) {
    throwIfStopped(signal);
    if (timedOut) return again(`No complete answer within ${timeoutMs / 1000} s.`, answered);
    return again(`The connection failed (${wordsOf(error)}).`, answered);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}
