/**
 * Addresses of files on the Hugging Face hub, and how they are requested: no referrer, no cookies, nothing personal.
 */
import type { TransportResponse } from '../../../core/fetch';
import type { HubFile } from '../../../core/backbones/hub-file';

export const HUB_BASE = 'https://huggingface.co';

/** The part of `fetch` that is used here; tests pass one that contacts a local server. */
export type HubTransport = (
  url: string,
  init: { headers: Record<string, string>; signal: AbortSignal },
) => Promise<TransportResponse>;

/** The page's `fetch`. A `Range` with a single `bytes=a-b` needs no preflight, so the hub's mirrors answer it. */
export const pageTransport: HubTransport = (url, init) =>
  fetch(url, {
    ...init,
    mode: 'cors',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    // the page stores the file itself
    cache: 'no-store',
  });

/** Address of the file itself; the hub redirects to one of its mirrors. */
export function fileUrl(base: string, { repo, revision, file }: HubFile): string {
  return `${base}/${repo}/resolve/${revision}/${file}`;
}

/** Address of a large file's Git LFS pointer: a few lines of text with its size and hash. */
export function pointerUrl(base: string, { repo, revision, file }: HubFile): string {
  return `${base}/${repo}/raw/${revision}/${file}`;
}
