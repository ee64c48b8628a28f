/**
 * A server that behaves like the Hugging Face hub: `/owner/name/resolve/…` redirects to a mirror, which answers single
 * ranges; `/owner/name/raw/…` serves the file's pointer. It misbehaves on request: each request to the mirror gets the
 * next answer of the script; when the script has ended, the answers are correct.
 */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type HubAnswer =
  | { kind: 'right' }
  | { kind: 'status'; status: number; headers?: Record<string, string> }
  /** Sends this many bytes of what was requested, then cuts the connection. */
  | { kind: 'drop'; after: number }
  /** Sends this many bytes of what was requested as if that were everything. */
  | { kind: 'short'; after: number }
  /** Sends the whole file whatever was requested; cut after `after` bytes. */
  | { kind: 'whole'; after?: number }
  /** Sends the whole file, followed by more bytes without end. */
  | { kind: 'endless' }
  | { kind: 'cut' }
  | { kind: 'hang' }
  | { kind: 'page' }
  /** Sends a different part than was requested. */
  | { kind: 'elsewhere' }
  /** Sends `bytes` bytes at once, then as many again every `everyMs`. */
  | { kind: 'slow'; bytes: number; everyMs: number };

export interface HubFileOnServer {
  bytes: Uint8Array;
  /** Where its hash is given: in the mirror's ETag, in the pointer, or nowhere. */
  hash: 'etag' | 'pointer' | 'none';
  /** Hash to claim instead of the real one. */
  claimed?: string;
}

export interface HubRequest {
  path: string;
  range: string | null;
  headers: IncomingMessage['headers'];
  /** Bytes of the body that were written. */
  sent: number;
}

const CORS = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'ETag, X-Linked-ETag, X-Error-Code, Content-Range, Accept-Ranges',
};

export class HubServer {
  readonly asked: HubRequest[] = [];
  readonly files = new Map<string, HubFileOnServer>();
  script: HubAnswer[] = [];
  /** Origin of the mirror, if it is another host that resolves to this server. */
  mirror = '';
  private readonly server = createServer((request, response) => this.answer(request, response));

  static async start(): Promise<HubServer> {
    const made = new HubServer();
    await new Promise<void>((resolve) => made.server.listen(0, '127.0.0.1', resolve));
    return made;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get base(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Serves a file as `model.safetensors` of a repository. */
  put(repo: string, bytes: Uint8Array, options: Partial<Omit<HubFileOnServer, 'bytes'>> = {}): void {
    this.files.set(`/${repo}/main/model.safetensors`, { bytes, hash: 'etag', ...options });
  }

  /** The ranges requested from the mirror, `bytes=…`. */
  get ranges(): string[] {
    return this.asked.filter(({ path }) => path.startsWith('/mirror/')).map(({ range }) => range ?? 'all');
  }

  /** Bytes of files sent by the server. */
  get sent(): number {
    return this.asked.reduce((sum, { sent }) => sum + sent, 0);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const path = (request.url ?? '').split('?')[0];
    const range = request.headers.range ?? null;
    const asked: HubRequest = { path, range, headers: request.headers, sent: 0 };
    this.asked.push(asked);
    const [, action] = /^\/[^/]+\/[^/]+\/(resolve|raw)\//.exec(path) ?? [];
    const file = this.files.get(path.replace(/^\/mirror|\/(resolve|raw)(?=\/)/g, ''));
    if (!file) {
      response.writeHead(404, { ...CORS, 'x-error-code': 'EntryNotFound' }).end('Entry not found');
    } else if (action === 'resolve') {
      const to = `${this.mirror}/mirror${path.replace('/resolve', '')}?signature=1`;
      response.writeHead(302, { ...CORS, location: to }).end(`Found. Redirecting to ${to}`);
    } else if (action === 'raw') {
      if (file.hash !== 'pointer') response.writeHead(404, CORS).end();
      else response.writeHead(200, { ...CORS, 'content-type': 'text/plain' }).end(pointerOf(file));
    } else this.answerAsMirror(file, asked, response);
  }

  private answerAsMirror(file: HubFileOnServer, asked: HubRequest, response: ServerResponse): void {
    const answer = this.script.shift() ?? { kind: 'right' };
    const { bytes } = file;
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(asked.range ?? '') ?? [];
    const begin = Number(from ?? 0);
    const end = Math.min(bytes.length, Number(to ?? bytes.length - 1) + 1);
    const etag = file.hash === 'etag' ? (file.claimed ?? hashOf(bytes)) : 'a-mirrors-own-tag';
    const headers = {
      ...CORS,
      etag: `"${etag}"`,
      'content-type': 'binary/octet-stream',
      'content-range': `bytes ${begin}-${end - 1}/${bytes.length}`,
      'content-length': String(end - begin),
    };
    const give = (part: Uint8Array) => {
      asked.sent += part.length;
      return response.write(part);
    };
    switch (answer.kind) {
      case 'status':
        response.writeHead(answer.status, { ...CORS, ...answer.headers }).end();
        break;
      case 'drop':
        response.writeHead(206, headers);
        give(bytes.subarray(begin, Math.min(end, begin + answer.after)));
        setTimeout(() => response.destroy(), 20);
        break;
      case 'short':
        response.writeHead(206, { ...headers, 'content-length': String(answer.after) });
        give(bytes.subarray(begin, begin + answer.after));
        response.end();
        break;
      case 'whole': {
        const { 'content-range': _, ...common } = headers;
        response.writeHead(200, { ...common, 'content-length': String(bytes.length) });
        give(bytes.subarray(0, answer.after ?? bytes.length));
        if (answer.after === undefined) response.end();
        else setTimeout(() => response.destroy(), 20);
        break;
      }
      case 'endless': {
        response.writeHead(200, { ...CORS, etag: headers.etag, 'content-type': headers['content-type'] });
        give(bytes);
        const timer = setInterval(() => {
          if (response.destroyed) clearInterval(timer);
          else give(new Uint8Array(10_000));
        }, 5);
        break;
      }
      case 'cut':
        response.destroy();
        break;
      case 'hang':
        break;
      case 'page':
        response.writeHead(200, { ...CORS, 'content-type': 'text/html; charset=utf-8' });
        response.end('<!doctype html><title>Please log in to this hotel network</title>');
        break;
      case 'elsewhere':
        response.writeHead(206, {
          ...headers,
          'content-range': `bytes 0-${end - begin - 1}/${bytes.length}`,
        });
        give(bytes.subarray(0, end - begin));
        response.end();
        break;
      case 'slow': {
        response.writeHead(206, headers);
        let at = begin;
        const timer = setInterval(() => {
          give(bytes.subarray(at, Math.min(end, at + answer.bytes)));
          at += answer.bytes;
          if (at >= end) response.end();
          if (at >= end || response.destroyed) clearInterval(timer);
        }, answer.everyMs);
        break;
      }
      default:
        if (asked.range && begin >= bytes.length) {
          response.writeHead(416, { ...CORS, 'content-range': `bytes */${bytes.length}` }).end();
          break;
        }
        response.writeHead(206, headers);
        give(bytes.subarray(begin, end));
        response.end();
    }
  }
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The text that replaces a large file in the repository (Git LFS specification, version 1). */
function pointerOf({ bytes, claimed }: HubFileOnServer): string {
  return `version https://git-lfs.github.com/spec/v1\noid sha256:${claimed ?? hashOf(bytes)}\nsize ${bytes.length}\n`;
}
