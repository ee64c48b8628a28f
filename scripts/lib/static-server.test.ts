/** The server as clients see it: types, headers, ranges, sub-paths, and nothing from outside the folder. */
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startOnFreePort, startServer, type StaticServer } from './static-server.mjs';

const folder = mkdtempSync(path.join(os.tmpdir(), 'onesheet-server-'));
const root = path.join(folder, 'site');
let server: StaticServer;

beforeAll(async () => {
  mkdirSync(path.join(root, 'assets'), { recursive: true });
  writeFileSync(path.join(folder, 'secret.txt'), 'secret');
  writeFileSync(path.join(root, 'index.html'), '<!doctype html>');
  writeFileSync(path.join(root, 'a b.txt'), '0123456789');
  writeFileSync(path.join(root, 'assets/app-Ab3_x-9Z.js'), '');
  writeFileSync(path.join(root, 'assets/tf.wasm'), 'x');
  server = await startServer({ root, base: '/sub/path/' });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

/** Sends a path unchanged: `fetch` would resolve `..` before the server sees it. */
function statusOf(requestPath: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    http
      .get({ host: '127.0.0.1', port: server.port, path: requestPath }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
      .on('error', reject);
  });
}

test('serves the index of the base, isolated and with the policy, and redirects to it', async () => {
  const response = await fetch(server.url);
  expect(await response.text()).toBe('<!doctype html>');
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(response.headers.get('cross-origin-opener-policy')).toBe('same-origin');
  expect(response.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
  expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'self'; script-src 'self' /);
  const bare = await fetch(server.url.slice(0, -1), { redirect: 'manual' });
  expect([bare.status, bare.headers.get('location')]).toEqual([301, '/sub/path/']);
});

test('serves WASM with its type, and allows caching of hashed names', async () => {
  const wasm = await fetch(`${server.url}assets/tf.wasm`);
  expect(wasm.headers.get('content-type')).toBe('application/wasm');
  expect(wasm.headers.get('cache-control')).toBe('no-cache');
  const hashed = await fetch(`${server.url}assets/app-Ab3_x-9Z.js`);
  expect(hashed.status).toBe(200);
  expect(hashed.headers.get('cache-control')).toContain('immutable');
});

test('answers one range, to the byte', async () => {
  const part = await fetch(`${server.url}a%20b.txt`, { headers: { Range: 'bytes=2-4' } });
  expect([part.status, await part.text(), part.headers.get('content-range')]).toEqual([
    206,
    '234',
    'bytes 2-4/10',
  ]);
  const open = await fetch(`${server.url}a%20b.txt`, { headers: { Range: 'bytes=8-' } });
  expect(await open.text()).toBe('89');
});

test.each([
  '/sub/path/../../secret.txt',
  '/sub/path/%2e%2e/secret.txt',
  '/sub/path/..%2fsecret.txt',
  '/x',
  '/sub/path/%zz',
  '/sub/path/assets',
])('404 for %s', async (requestPath) => {
  expect(await statusOf(requestPath)).toBe(404);
});

test('uses the next port if one is taken, and can omit isolation and the policy', async () => {
  const next = await startOnFreePort({ root, port: server.port, isolation: false, policy: false });
  try {
    expect(next.port).toBeGreaterThan(server.port);
    const response = await fetch(next.url);
    expect(response.headers.get('cross-origin-opener-policy')).toBeNull();
    expect(response.headers.get('content-security-policy')).toBeNull();
  } finally {
    await next.close();
  }
});
