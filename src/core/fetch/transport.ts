/**
 * What the fetcher needs of a network: `fetch`, cut down to the parts that it uses. The page passes its own
 * `fetch` with the page's privacy settings, Node passes Node's, and both are driven by the same code.
 */

export interface TransportResponse {
  status: number;
  headers: { get(name: string): string | null };
  body: ReadableStream<Uint8Array> | null;
}

export type Transport = (url: string, init: { signal: AbortSignal }) => Promise<TransportResponse>;
