/**
 * How many posters per second can be prepared for training: the transforms of write-up A (with and without colour) and of
 * write-up D at 224 × 224, on one core without the page; and the whole feed in the built page, three batches of 32 ahead,
 * first while posters are decoded and stored, then from the private file system. `tsx bench/augmentation.ts`. The feed
 * uses the posters of ../shared/data/tmdb if they exist.
 */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { openStudioPage } from '../scripts/headless/studio-page';
import { ensureBuilt } from '../scripts/lib/build.mjs';
import { sharedTmdb } from '../scripts/lib/paths.mjs';
import { Random } from '../src/core/random';
import { pipeline, type Augmentation } from '../src/core/recipe/augmentation';
import { augment } from '../src/images/augment/augment';
import { baseOf } from '../src/images/augment/base';
import { blackPicture, type Picture } from '../src/images/augment/picture';
import { machine } from './machine';

const INPUT = { width: 224, height: 224 };
const POSTERS = 200;
const HEATS = 5;
const FED = 960;
const BATCH = 32;
const AHEAD = 3;

const A = pipeline('write-up-a');
const A_IN_COLOUR = A.map((transform) =>
  transform.kind === 'colour-jitter'
    ? { ...transform, brightness: 0.2, contrast: 0.2, saturation: 0.2, hue: 0.05 }
    : transform,
);
const LISTS: Record<string, Augmentation> = {
  'write-up A': A,
  'write-up A, jitter 0.2 and hue 0.05': A_IN_COLOUR,
  'write-up D': pipeline('write-up-d'),
};

export interface AugmentationRow {
  what: string;
  perSecond: number;
}

/** Smooth areas and noise, like real posters. */
function posterLike(width: number, height: number): Picture {
  const picture = blackPicture({ width, height });
  const random = new Random(1, 'poster');
  for (let at = 0; at < picture.data.length; at++)
    picture.data[at] = 60 + (at * 100) / picture.data.length + random.below(30);
  return picture;
}

/** Posters per second of processor time, so that other processes on the same core do not count. */
function onOneCore(): AugmentationRow[] {
  return Object.entries(LISTS).flatMap(([what, augmentation]) => {
    const fitted = baseOf(augmentation, INPUT).kind === 'fitted';
    const poster = fitted ? posterLike(224, 224) : posterLike(185, 278);
    const epoch = (number: number) => {
      const before = process.cpuUsage();
      for (let i = 0; i < POSTERS; i++)
        augment(poster, augmentation, INPUT, { seed: 1, key: `film ${i}`, copy: 0, epoch: number });
      const { user, system } = process.cpuUsage(before);
      return POSTERS / ((user + system) / 1e6);
    };
    const rates = Array.from({ length: HEATS + 1 }, (_, heat) => epoch(heat)).slice(1);
    return { what, perSecond: Math.max(...rates) };
  });
}

async function throughTheFeed(): Promise<AugmentationRow[]> {
  const shared = sharedTmdb();
  if (!shared) {
    console.log('The feed in the page: skipped, there is no ../shared/data/tmdb.');
    return [];
  }
  await ensureBuilt();
  const folder = path.join(shared, 'posters');
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.jpg'))
    .sort()
    .slice(0, FED)
    .map((name) => path.join(folder, name));
  const studio = await openStudioPage({ cache: null });
  try {
    await studio.page.evaluate(() => window.onesheet?.addInputs());
    await studio.page.setInputFiles('#automation-files', files);
    const rates = await studio.page.evaluate(feed, { augmentation: A, batch: BATCH, ahead: AHEAD });
    return rates.map((perSecond, epoch) => ({
      what: `write-up A in the page, ${epoch === 0 ? 'decoded and kept' : 'kept before'}`,
      perSecond,
    }));
  } finally {
    await studio.close();
  }
}

/** In the page: two epochs over all posters, with batches prepared ahead. */
async function feed(asked: { augmentation: Augmentation; batch: number; ahead: number }): Promise<number[]> {
  const onesheet = window.onesheet;
  if (!onesheet) throw new Error('The page is not open for automation.');
  const { data } = onesheet.studio;
  const { posters } = await data.call('openLoose', { input: onesheet.takeInput() });
  const rates: number[] = [];
  for (const epoch of [1, 2]) {
    const began = performance.now();
    let from = 0;
    const lane = async () => {
      while (from < posters.length) {
        const keys = posters.slice(from, (from += asked.batch)).map(({ key }) => key);
        const images = { fit: 'pad' as const, width: 224, height: 224 };
        await data.call('posterBatch', { keys, images, augmentation: asked.augmentation, seed: 1, epoch });
      }
    };
    await Promise.all(Array.from({ length: asked.ahead }, lane));
    rates.push((posters.length * 1000) / (performance.now() - began));
  }
  return rates;
}

/** Measures the transforms alone, then the feed. */
export default async function augmentation(): Promise<AugmentationRow[]> {
  const rows = [...onOneCore(), ...(await throughTheFeed())];
  console.log('\nAugmented posters a second, 224 × 224');
  console.log(machine());
  console.table(rows.map(({ what, perSecond }) => ({ what, 'posters/s': Math.round(perSecond) })));
  return rows;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await augmentation();
