/**
 * How many posters per second become features on WASM, ours compared with onnxruntime-web: the same folded network up to
 * the same taps, the same bytes, batch and threads, taking turns in one Chromium. `tsx bench/features.ts`.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { build } from 'vite';
import { CHROMIUM_FLAGS, findBrowser } from '../scripts/lib/browser.mjs';
import { startServer } from '../scripts/lib/static-server.mjs';
import { BUNDLED } from '../src/ml/backbones/bundled';
import type { Contest } from './features/page';
import { machine } from './machine';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const PUBLIC = path.join(HERE, '..', 'public');
const SIZE = 224;
const BATCHES = [4, 32];
const HEATS = 7;

export type FeaturesRow = Contest & { batch: number };

/** Builds the benchmark's page in the same way as the product, and runs it. */
export default async function features(): Promise<FeaturesRow[]> {
  const { facts, path: weights } = BUNDLED['open-images-mobilenet-v2'];
  if (!existsSync(path.join(PUBLIC, weights)))
    throw new Error(`The weights of ${facts.title} are not there yet. Make them with: npm run backbone`);
  const folder = await mkdtemp(path.join(os.tmpdir(), 'onesheet-features-'));
  try {
    await build({
      root: path.join(HERE, 'features'),
      configFile: false,
      base: './',
      logLevel: 'error',
      publicDir: PUBLIC,
      worker: { format: 'es' },
      build: { outDir: folder, emptyOutDir: true, target: 'es2023' },
    });
    return await hold(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function hold(folder: string): Promise<FeaturesRow[]> {
  const server = await startServer({ root: folder, policy: false });
  const browser = await chromium.launch({
    executablePath: findBrowser() ?? undefined,
    args: CHROMIUM_FLAGS,
  });
  try {
    const page = await browser.newPage();
    await page.goto(server.url);
    const rows: FeaturesRow[] = [];
    for (const batch of BATCHES) {
      const contest = await page.evaluate(
        ([batchSize, size, heats]) => window.hold(batchSize, size, heats),
        [batch, SIZE, HEATS],
      );
      rows.push({ batch, ...contest });
    }
    print(rows);
    return rows;
  } finally {
    await browser.close();
    await server.close();
  }
}

function print(rows: FeaturesRow[]): void {
  console.log(`\nFeatures a second, ${SIZE} × ${SIZE} pixels, three taps, WASM, best of ${HEATS} heats`);
  console.log(machine());
  console.table(
    rows.map((row) => ({
      batch: row.batch,
      threads: row.threads,
      'ours, images/s': row.oursPerSecond.toFixed(1),
      'onnxruntime-web, images/s': row.onnxPerSecond.toFixed(1),
      'ours / theirs (median)': row.ratio.toFixed(2),
      'largest difference': row.difference.toExponential(1),
    })),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await features();
