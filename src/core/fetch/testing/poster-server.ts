/**
 * An image server on a real socket that misbehaves on request. Each path has a script of answers: the first, the second
 * …; the last one repeats. Every request is recorded with its time.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';

export type Answer =
  | { kind: 'image'; delayMs?: number; headers?: Record<string, string> }
  | { kind: 'status'; status: number; headers?: Record<string, string> }
  /** Sends half of the body, then cuts the connection. */
  | { kind: 'drop'; chunked?: boolean }
  /** Cuts the connection before sending anything. */
  | { kind: 'cut' }
  /** Sends half of an image as if it were complete. */
  | { kind: 'half' }
  | { kind: 'empty' }
  /** Never answers. */
  | { kind: 'hang' }
  | { kind: 'text' };

export interface Asked {
  path: string;
  /** `performance.now()` on arrival. */
  time: number;
  headers: IncomingMessage['headers'];
}

/**
 * A whole JPEG of 1 × 1 pixel (Pillow 9.4: `Image.new('L', (1, 1)).save(…, 'JPEG', quality=50)`) with an added comment
 * of 20 kB.
 */
export const JPEG: Uint8Array<ArrayBuffer> = (() => {
  const pillow = Buffer.from(
    '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBkeFxlZ2P/wAALCAABAAEBAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/APP6/9k=',
    'base64',
  );
  const comment = Buffer.alloc(20_004, 0x20);
  comment.writeUInt16BE(0xfffe, 0);
  comment.writeUInt16BE(20_002, 2);
  return new Uint8Array(Buffer.concat([pillow.subarray(0, 2), comment, pillow.subarray(2)]));
})();

export class PosterServer {
  readonly asked: Asked[] = [];
  readonly scripts = new Map<string, Answer[]>();
  /** The answer for paths without a script. */
  usual: Answer = { kind: 'image' };
  /** The largest number of requests that were open at one time. */
  mostOpen = 0;
  private open = 0;
  private readonly server = createServer((request, response) => this.answer(request, response));

  static async start(): Promise<PosterServer> {
    const made = new PosterServer();
    await new Promise<void>((resolve) => made.server.listen(0, '127.0.0.1', resolve));
    return made;
  }

  get base(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/t/p/w185`;
  }

  /** Milliseconds between requests, in the order of arrival. */
  get gaps(): number[] {
    return this.asked.slice(1).map((asked, i) => asked.time - this.asked[i].time);
  }

  /** Times at which a path was requested. */
  timesOf(path: string): number[] {
    return this.asked.filter((asked) => asked.path === path).map((asked) => asked.time);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const path = (request.url ?? '').replace('/t/p/w185', '');
    this.asked.push({ path, time: performance.now(), headers: request.headers });
    this.open++;
    this.mostOpen = Math.max(this.mostOpen, this.open);
    response.on('close', () => this.open--);
    const script = this.scripts.get(path);
    const answer = (script && script.length > 1 ? script.shift() : script?.[0]) ?? this.usual;
    if (answer.kind === 'image' && answer.delayMs) setTimeout(() => give(answer, response), answer.delayMs);
    else give(answer, response);
  }
}

function give(answer: Answer, response: ServerResponse): void {
  const half = JPEG.subarray(0, JPEG.length / 2);
  switch (answer.kind) {
    case 'image':
      response.writeHead(200, {
        'content-type': 'image/jpeg',
        'content-length': JPEG.length,
        ...answer.headers,
      });
      response.end(JPEG);
      break;
    case 'status':
      response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
      response.end('{"status_message":"no"}');
      break;
    case 'drop':
      response.writeHead(200, answer.chunked ? {} : { 'content-length': JPEG.length });
      response.write(half);
      setTimeout(() => response.destroy(), 5);
      break;
    case 'cut':
      response.destroy();
      break;
    case 'half':
      response.writeHead(200, { 'content-type': 'image/jpeg' });
      response.end(half);
      break;
    case 'empty':
      response.writeHead(200, { 'content-type': 'image/jpeg', 'content-length': 0 });
      response.end();
      break;
    case 'hang':
      break;
    case 'text':
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<!doctype html><title>Please log in to this hotel network</title>');
  }
}
