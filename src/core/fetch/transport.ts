/**
 * The part of `fetch` that the fetcher uses. The page passes its own `fetch` with its privacy settings, Node passes
 * Node's; the same code drives both.
 */

export interface TransportResponse {
  status: number;
  headers: { get(name: string): string | null };
  body: ReadableStream<Uint8Array> | null;
}

export type Transport = (url: string, init: { signal: AbortSignal }) => Promise<TransportResponse>;
