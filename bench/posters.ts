/**
 * How many posters per second are decoded and fitted, compared with `createImageBitmap` alone, taking turns in one
 * Chromium; and what storing them in the private file system costs and saves. `tsx bench/posters.ts`. Uses the posters
 * of ../shared/data/tmdb if they exist.
 */
import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { build } from 'vite';
import { CHROMIUM_FLAGS, findBrowser } from '../scripts/lib/browser.mjs';
import { sharedTmdb } from '../scripts/lib/paths.mjs';
import { startServer } from '../scripts/lib/static-server.mjs';
import { machine } from './machine';
import type { PostersRow } from './posters/page';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const PER_HEAT = 300;
const HEATS = 5;

export type { PostersRow };

/** @returns nothing if the posters are missing, and says so. */
export default async function posters(): Promise<PostersRow[]> {
  const shared = sharedTmdb();
  if (!shared) {
    console.log('Posters a second: skipped, there is no ../shared/data/tmdb.');
    return [];
  }
  const folderOfPosters = path.join(shared, 'posters');
  const files = readdirSync(folderOfPosters)
    .filter((name) => name.endsWith('.jpg'))
    .sort()
    .slice(0, PER_HEAT * (HEATS + 1))
    .map((name) => path.join(folderOfPosters, name));
  const folder = await mkdtemp(path.join(os.tmpdir(), 'onesheet-posters-'));
  try {
    await build({
      root: path.join(HERE, 'posters'),
      configFile: false,
      base: './',
      logLevel: 'error',
      worker: { format: 'es' },
      build: { outDir: path.join(folder, 'page'), emptyOutDir: true, target: 'es2023' },
    });
    return await hold(folder, files);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function hold(folder: string, files: string[]): Promise<PostersRow[]> {
  const server = await startServer({ root: path.join(folder, 'page') });
  // a profile on disk: without one, the private file system is kept in memory in another process
  const context = await chromium.launchPersistentContext(path.join(folder, 'profile'), {
    executablePath: findBrowser() ?? undefined,
    args: CHROMIUM_FLAGS,
  });
  try {
    const page = await context.newPage();
    await page.goto(server.url);
    await page.setInputFiles('#posters', files);
    const rows = await page.evaluate(
      ([perHeat, heats]) => window.holdPosters(perHeat, heats),
      [PER_HEAT, HEATS],
    );
    print(rows);
    return rows;
  } finally {
    await context.close();
    await server.close();
  }
}

function print(rows: PostersRow[]): void {
  console.log(
    `\nPosters a second, 256 pixels high, padded to 224 × 224, best of ${HEATS} heats of ${PER_HEAT}`,
  );
  console.log(machine());
  console.table(
    rows.map(({ way, perSecond, share }) => ({
      way,
      'posters/s': Math.round(perSecond),
      'against decode (median)': share.toFixed(2),
    })),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await posters();
