/** Where a file of the Hugging Face hub is, and how it is asked for: no referrer, no cookies, nothing of the person's. */
import type { TransportResponse } from '../../../core/fetch';
import type { HubFile } from '../../../core/backbones/hub-file';

export const HUB_BASE = 'https://huggingface.co';

/** `fetch`, cut down to what is used; tests pass one that asks a server of their own. */
export type HubTransport = (
  url: string,
  init: { headers: Record<string, string>; signal: AbortSignal },
) => Promise<TransportResponse>;

/** The page's own. A `Range` of one `bytes=a-b` needs no preflight, so the hub's mirrors answer it. */
export const pageTransport: HubTransport = (url, init) =>
  fetch(url, {
    ...init,
    mode: 'cors',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    // what comes is kept by the page itself
    cache: 'no-store',
  });

/** The file itself; the hub leads on to one of its mirrors. */
export function fileUrl(base: string, { repo, revision, file }: HubFile): string {
  return `${base}/${repo}/resolve/${revision}/${file}`;
}

/** A large file's stand-in in the repository: a few lines of text with its size and hash (the Git LFS pointer). */
export function pointerUrl(base: string, { repo, revision, file }: HubFile): string {
  return `${base}/${repo}/raw/${revision}/${file}`;
}
