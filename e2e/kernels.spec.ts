/**
 * Every kernel of our own in a real Chromium, on a few small shapes; the unit tests check many more on Dawn in Node.
 * The browser differs in its shader compiler, its limits, its worker threads, and pages that are not isolated.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { build } from 'vite';
import { CACHE, ROOT } from '../scripts/lib/paths.mjs';
import { startServer } from '../scripts/lib/static-server.mjs';
import { KERNEL_NAMES } from '../src/ml/kernels/wasm/kernel-names';
import type { KernelBackendName } from '../src/ml/testing/checks/check';
import type { Report } from './kernels/report';

const TOLERANCE = 1e-4;

/** Kernels that only sum the results of other kernels' chunks. */
const SERIAL = ['sumParts', 'normMoments', 'normGradientMoments'];

let folder: string;

test.beforeAll(async () => {
  await mkdir(CACHE, { recursive: true });
  folder = await mkdtemp(path.join(CACHE, 'kernels-'));
  await build({
    root: path.join(ROOT, 'e2e/kernels'),
    configFile: false,
    base: './',
    logLevel: 'error',
    worker: { format: 'es' },
    build: { outDir: folder, emptyOutDir: true, target: 'es2023' },
  });
});

test.afterAll(() => rm(folder, { recursive: true, force: true }));

async function check(page: Page, backend: KernelBackendName, isolation: boolean): Promise<Report> {
  const server = await startServer({ root: folder, isolation });
  const begin = performance.now();
  try {
    await page.goto(server.url);
    const report = await page.evaluate((name) => window.checkKernels(name), backend);
    print(`${backend}, ${report.device}`, report, (performance.now() - begin) / 1000);
    return report;
  } finally {
    await server.close();
  }
}

function print(where: string, { results }: Report, seconds: number): void {
  console.log(`\n${where}: ${results.length} cases in ${seconds.toFixed(1)} s`);
  console.table(
    results.map((result) => ({
      case: result.title,
      'largest error': result.error.toExponential(1),
      of: result.found,
      seconds: result.seconds.toFixed(2),
    })),
  );
}

const beyond = ({ results }: Report) =>
  results
    .filter(({ error }) => !(error <= TOLERANCE))
    .map(({ title, error, found }) => `${title}: ${error} (${found})`);

test('the kernels for WebGPU agree with their references', async ({ page }) => {
  const report = await check(page, 'webgpu', true);
  expect(beyond(report)).toEqual([]);
});

test('the kernels for WASM agree with their references on several threads', async ({ page }) => {
  test.skip(os.availableParallelism() < 2, 'There are no threads on a machine with one core.');
  const report = await check(page, 'wasm', true);
  expect(report.isolated).toBe(true);
  expect(beyond(report)).toEqual([]);
  const shared = KERNEL_NAMES.filter((name) => (report.chunks[name] ?? 0) > 1);
  expect(shared).toEqual(KERNEL_NAMES.filter((name) => !SERIAL.includes(name)));
});

test('the kernels for WASM agree with their references in a page that is not isolated', async ({ page }) => {
  const report = await check(page, 'wasm', false);
  expect(report.isolated).toBe(false);
  expect(report.device).toMatch(/^1 thread\b/);
  expect(beyond(report)).toEqual([]);
  expect(Object.keys(report.chunks).toSorted()).toEqual([...KERNEL_NAMES].toSorted());
});
