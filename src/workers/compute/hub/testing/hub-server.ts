/**
 * A server that behaves as the Hugging Face hub does: `/owner/name/resolve/…` leads on to a mirror, which answers
 * single ranges; `/owner/name/raw/…` gives the file's pointer. It misbehaves on request: each request to the mirror
 * takes the next answer of the script, and after its end a right one.
 */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type HubAnswer =
  | { kind: 'right' }
  | { kind: 'status'; status: number; headers?: Record<string, string> }
  /** So many bytes of what was asked for, then the connection is cut. */
  | { kind: 'drop'; after: number }
  /** So many bytes of what was asked for as if they were all. */
  | { kind: 'short'; after: number }
  /** The whole file whatever was asked for; cut after so many bytes. */
  | { kind: 'whole'; after?: number }
  /** The whole file, and then more, without an end. */
  | { kind: 'endless' }
  | { kind: 'cut' }
  | { kind: 'hang' }
  | { kind: 'page' }
  /** Another part than was asked for. */
  | { kind: 'elsewhere' }
  /** So many bytes at once, then as many later, and so on. */
  | { kind: 'slow'; bytes: number; everyMs: number };

export interface HubFileOnServer {
  bytes: Uint8Array;
  /** Where its hash is told: by the mirror's ETag, by the pointer, by both or nowhere. */
  hash: 'etag' | 'pointer' | 'none';
  /** In place of its own. */
  claimed?: string;
}

export interface HubRequest {
  path: string;
  range: string | null;
  headers: IncomingMessage['headers'];
  /** Bytes of a body that were written. */
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
  /** Origin of the mirror, where that is another host that leads here too. */
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

  /** What the mirror was asked for, `bytes=…`. */
  get ranges(): string[] {
    return this.asked.filter(({ path }) => path.startsWith('/mirror/')).map(({ range }) => range ?? 'all');
  }

  /** Bytes of files that left the server. */
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

/** The text that stands in for a large file (the Git LFS specification, version 1). */
function pointerOf({ bytes, claimed }: HubFileOnServer): string {
  return `version https://git-lfs.github.com/spec/v1\noid sha256:${claimed ?? hashOf(bytes)}\nsize ${bytes.length}\n`;
}
