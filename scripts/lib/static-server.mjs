/**
 * A small static server for the built page: any folder, any sub-path, policy and isolation on or off. Tests, the headless
 * runner and `npm start` all use it, so that tests cover what users get.
 */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { mimeType } from './mime-types.mjs';
import { headersWith } from './policy.mjs';

/**
 * @typedef {object} ServerOptions
 * @property {string} root folder that is served
 * @property {number} [port] 0, the default, takes any free one
 * @property {string} [host] 127.0.0.1 unless told
 * @property {string} [base] sub-path, `/` or `/sub/path/`
 * @property {boolean} [isolation] sends COOP and COEP; true unless told
 * @property {boolean} [policy] sends the content security policy; true unless told
 *
 * @typedef {object} StaticServer
 * @property {string} url with the base, ending in a slash
 * @property {number} port
 * @property {() => Promise<void>} close
 */

/** @param {string} base */
function withSlashes(base) {
  return `/${base}/`.replaceAll(/\/+/g, '/');
}

/**
 * The file that an address refers to, or null if it points outside the folder.
 * @param {string} root @param {string} address path below the base, still encoded
 */
function fileFor(root, address) {
  let decoded;
  try {
    decoded = decodeURIComponent(address);
  } catch {
    return null;
  }
  if (decoded.includes('\0')) return null;
  const file = path.join(root, decoded.endsWith('/') || decoded === '' ? `${decoded}index.html` : decoded);
  return file.startsWith(root + path.sep) ? file : null;
}

/**
 * First and last byte that a `Range` header requests; null if there is none, or one that we do not support.
 * @param {string | undefined} header @param {number} size
 */
function rangeOf(header, size) {
  const match = /^bytes=(\d+)-(\d*)$/.exec(header ?? '');
  if (!match) return null;
  const from = Number(match[1]);
  const to = match[2] ? Math.min(Number(match[2]), size - 1) : size - 1;
  return from <= to ? { from, to } : null;
}

/**
 * @param {http.ServerResponse} response @param {number} status @param {string} text
 * @param {http.OutgoingHttpHeaders} headers
 */
function plain(response, status, text, headers) {
  response.writeHead(status, { ...headers, 'Content-Type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
}

/**
 * @param {http.IncomingMessage} request @param {http.ServerResponse} response
 * @param {{ root: string, base: string, headers: http.OutgoingHttpHeaders }} site
 */
async function answer(request, response, { root, base, headers }) {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return plain(response, 405, 'Only GET and HEAD.', { ...headers, Allow: 'GET, HEAD' });
  const pathname = (request.url ?? '/').split(/[?#]/)[0];
  if (`${pathname}/` === base && pathname !== '')
    return void response.writeHead(301, { ...headers, Location: base }).end();
  const file = pathname.startsWith(base) ? fileFor(root, pathname.slice(base.length)) : null;
  const found = file && (await stat(file).catch(() => null));
  if (!file || !found?.isFile()) return plain(response, 404, 'There is nothing here.', headers);

  const range = rangeOf(request.headers.range, found.size);
  const from = range?.from ?? 0;
  const to = range?.to ?? found.size - 1;
  // vite puts a hash of the content into the names of the files it builds
  const hashed = /\/assets\/.+-[\w-]{8}\.\w+$/.test(pathname);
  response.writeHead(range ? 206 : 200, {
    ...headers,
    'Content-Type': mimeType(file),
    'Content-Length': to - from + 1,
    'Accept-Ranges': 'bytes',
    'Cache-Control': hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    'Last-Modified': found.mtime.toUTCString(),
    ...(range && { 'Content-Range': `bytes ${from}-${to}/${found.size}` }),
  });
  if (request.method === 'HEAD' || found.size === 0) return void response.end();
  createReadStream(file, { start: from, end: to })
    .on('error', () => response.destroy())
    .pipe(response);
}

/**
 * Starts serving.
 * @param {ServerOptions} options
 * @returns {Promise<StaticServer>} rejects with `EADDRINUSE` if the port is taken
 */
export function startServer({
  root,
  port = 0,
  host = '127.0.0.1',
  base = '/',
  isolation = true,
  policy = true,
}) {
  const headers = headersWith({ isolation, policy: policy ? undefined : false });
  const site = { root: path.resolve(root), base: withSlashes(base), headers };
  const server = http.createServer((request, response) => {
    answer(request, response, site).catch(() => response.destroy());
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('no port');
      resolve({
        url: `http://${host}:${address.port}${site.base}`,
        port: address.port,
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            server.closeAllConnections();
          }),
      });
    });
  });
}

/**
 * Starts on the first free port from `port` on.
 * @param {ServerOptions & { port: number }} options
 */
export async function startOnFreePort(options) {
  for (let port = options.port; ; port++) {
    try {
      return await startServer({ ...options, port });
    } catch (error) {
      const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!taken || port >= options.port + 20) throw error;
    }
  }
}
