/** The first visit is light: no model code, and few kilobytes before anything is opened. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { firstLoad } from '../scripts/first-load';
import { DIST } from '../scripts/lib/paths.mjs';
import { expect, test } from './story';

/** Text found only in tfjs's code: its licence notice, the names of its kernels, and its engine's error message. */
const TFJS = /Google LLC|FusedDepthwiseConv2D|has not yet been initialized/;

test('the first chunks have no tfjs in them', () => {
  const scripts = firstLoad(DIST).filter(({ file }) => file.endsWith('.js'));
  expect(scripts.length).toBeGreaterThan(0);
  const withTfjs = scripts.filter(({ file }) => TFJS.test(readFileSync(path.join(DIST, file), 'utf8')));
  expect(withTfjs.map(({ file }) => file)).toEqual([]);
});

/** Text found only in recharts' code: the names of its classes. */
const RECHARTS = /recharts-surface/;

test('the first chunks draw no charts', () => {
  const scripts = firstLoad(DIST).filter(({ file }) => file.endsWith('.js'));
  const withRecharts = scripts.filter(({ file }) =>
    RECHARTS.test(readFileSync(path.join(DIST, file), 'utf8')),
  );
  expect(withRecharts.map(({ file }) => file)).toEqual([]);
});

test('recharts would have been recognised', () => {
  const assets = readdirSync(path.join(DIST, 'assets')).filter((file) => file.endsWith('.js'));
  expect(assets.some((file) => RECHARTS.test(readFileSync(path.join(DIST, 'assets', file), 'utf8')))).toBe(
    true,
  );
});

test('tfjs would have been recognised', () => {
  const assets = readdirSync(path.join(DIST, 'assets')).filter((file) => file.endsWith('.js'));
  const withTfjs = assets.filter((file) => TFJS.test(readFileSync(path.join(DIST, 'assets', file), 'utf8')));
  expect(withTfjs.length).toBeGreaterThan(0);
});

test('the first load is at most 200 kB after gzip', () => {
  const total = firstLoad(DIST).reduce((sum, { gzip }) => sum + gzip, 0);
  expect(total / 1000).toBeLessThanOrEqual(200);
});

test('everything that the first visit requests, workers included, stays under 250 kB', async ({
  page,
  site,
}) => {
  const asked = new Set<string>();
  page.context().on('request', (request) => {
    const { protocol, pathname } = new URL(request.url());
    // a blob is the page's own line that starts a worker; the script that it imports is requested by its address
    if (protocol !== 'blob:') asked.add(pathname.slice(1));
  });
  await page.goto(site.url);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.waitForLoadState('networkidle');
  const files = [...asked].map((file) => readFileSync(path.join(DIST, file || 'index.html')));
  expect(files.filter((content) => TFJS.test(content.toString())).length).toBe(0);
  const total = files.reduce((sum, content) => sum + gzipSync(content).length, 0);
  expect(total / 1000).toBeLessThanOrEqual(250);
});
