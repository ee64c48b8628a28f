/** The data worker in a real browser, with the same calls as the page's: decoding, caching, stopping. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import type { Problem } from '../src/core/films/film';
import { cleaningSchema } from '../src/core/recipe/cleaning';
import { parseRecipe, type Fit, type Recipe } from '../src/core/recipe/recipe';
import { expect, test } from './story';

const FIXTURES = new URL('./fixtures/', import.meta.url);
const at = (name: string) => fileURLToPath(new URL(name, FIXTURES));
const json = (url: URL): unknown => JSON.parse(readFileSync(url, 'utf8'));

interface Seen {
  width: number;
  height: number;
  /** x, y, red, green, blue. */
  points: number[][];
}
const images = json(new URL('images/expected.json', FIXTURES)) as Record<
  string,
  { fault: string | null; colour?: string; format?: string; seen?: Seen }
>;
const fits = json(new URL('../scripts/reference/fits.json', import.meta.url)) as {
  cases: { fit: Fit; poster: number[]; target: number[]; sha256: string }[];
};

test.beforeEach(async ({ page }) => {
  await page.goto('./');
  await page.waitForFunction(() => window.onesheet !== undefined);
});

/** Puts files into the page and opens them for prediction; returns the keys by file name. */
async function openLoose(page: Page, files: string[]): Promise<Record<string, string>> {
  await page.evaluate(() => window.onesheet?.addInputs());
  await page.setInputFiles('#automation-files', files);
  return page.evaluate(async () => {
    const page = window.onesheet;
    if (!page) throw new Error('The page is not open for automation.');
    const { posters } = await page.studio.data.call('openLoose', { input: page.takeInput() });
    return Object.fromEntries(posters.map(({ key, file }) => [file, key]));
  });
}

/** One poster's pixels, or its problem. */
function pixelsOf(page: Page, key: string, fit: Fit, width: number, height: number, seed = 1) {
  return page.evaluate(
    async ({ key, fit, width, height, seed }) => {
      const data = window.onesheet?.studio.data;
      if (!data) throw new Error('The page is not open for automation.');
      const batch = await data.call('posterBatch', {
        keys: [key],
        images: { fit, width, height },
        seed,
        augmentation: [],
        epoch: null,
      });
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(batch.pixels)));
      return {
        // pixels of large pictures are too many to transfer
        rgb: width * height > 10_000 ? [] : [...batch.pixels],
        sha256: Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join(''),
        problems: batch.undecodable,
      };
    },
    { key, fit, width, height, seed },
  );
}

test('every kind of image is decoded as by Pillow', async ({ page }) => {
  const good = Object.entries(images).flatMap(([name, { seen }]) =>
    // the chequered one is compared as a whole below
    seen && name !== 'chequered.png' ? [{ name, seen }] : [],
  );
  const keys = await openLoose(
    page,
    good.map(({ name }) => at(`images/${name}`)),
  );
  for (const { name, seen } of good) {
    const { rgb, problems } = await pixelsOf(page, keys[name], 'stretch', seen.width, seen.height);
    expect(problems, name).toEqual([]);
    for (const [x, y, ...colour] of seen.points) {
      const found = rgb.slice((y * seen.width + x) * 3, (y * seen.width + x) * 3 + 3);
      const apart = Math.max(...found.map((value, i) => Math.abs(value - colour[i])));
      // decoders differ a little; the conversion from CMYK is not standardised
      const limit = images[name].colour === 'cmyk' ? 40 : images[name].format === 'png' ? 1 : 8;
      expect(apart, `${name} at ${x}, ${y}: ${found.join()} for ${colour.join()}`).toBeLessThanOrEqual(limit);
    }
  }
});

test('files that are not images, or incomplete, are listed with the reason, and the others are used', async ({
  page,
}) => {
  const names = Object.keys(images);
  const keys = await openLoose(
    page,
    names.map((name) => at(`images/${name}`)),
  );
  const { kept, problems } = await page.evaluate(
    async (keys) => {
      const data = window.onesheet?.studio.data;
      if (!data) throw new Error('The page is not open for automation.');
      const images = { fit: 'pad' as const, width: 64, height: 64 };
      const batch = await data.call('posterBatch', { keys, images, seed: 1, augmentation: [], epoch: null });
      return { kept: batch.found.length, problems: batch.undecodable };
    },
    names.map((name) => keys[name]),
  );
  const found = Object.fromEntries(problems.map((problem: Problem) => [problem.file, problem.kind]));
  const expected = Object.fromEntries(
    Object.entries(images).flatMap(([name, { fault, seen }]) => {
      // these have an intact header but damaged pixels
      const kind = fault ?? (seen ? null : 'image-undecodable');
      return kind ? [[name, kind]] : [];
    }),
  );
  expect(found).toEqual(expected);
  expect(kept).toBe(names.length - problems.length);
  expect(problems.every((problem: Problem) => problem.reason.endsWith('.'))).toBe(true);
});

test('the fits give the same bytes as torchvision', async ({ page }) => {
  const keys = await openLoose(page, [at('images/chequered.png')]);
  const cases = fits.cases.filter(
    ({ fit, poster }) => fit !== 'random-crop' && poster[0] === 170 && poster[1] === 256,
  );
  expect(cases.length).toBe(12);
  for (const { fit, target, sha256 } of cases) {
    const found = await pixelsOf(page, keys['chequered.png'], fit, target[0], target[1]);
    expect(found.sha256, `${fit} to ${target.join(' × ')}`).toBe(sha256);
  }
});

test('random crops follow the seed', async ({ page }) => {
  const keys = await openLoose(page, [at('images/chequered.png')]);
  const crop = async (seed: number) =>
    (await pixelsOf(page, keys['chequered.png'], 'random-crop', 32, 32, seed)).sha256;
  expect(await crop(1)).toBe(await crop(1));
  expect(await crop(2)).not.toBe(await crop(1));
});

/**
 * A folder per class with the same small picture many times, in the browser's own file system, opened as a
 * dropped folder would be.
 */
async function openFolder(page: Page) {
  const bytes = [...readFileSync(at('images/rgb.jpg'))];
  return page.evaluate(async (bytes) => {
    const root = await navigator.storage.getDirectory();
    const top = await root.getDirectoryHandle('given', { create: true });
    const put = async (path: string) => {
      const parts = path.split('/');
      let folder = top;
      for (const part of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(part, { create: true });
      const file = await folder.getFileHandle(parts.at(-1) ?? '', { create: true });
      // written only once: a file that is rewritten counts as another file
      if ((await file.getFile()).size > 0) return;
      const writable = await file.createWritable();
      await writable.write(Uint8Array.from(bytes));
      await writable.close();
    };
    for (let i = 0; i < 12; i++) {
      await put(`set/comedy/${i}.jpg`);
      await put(`set/deep/er/horror/${i}.jpg`);
    }
    await put('set/.DS_Store');
    return window.onesheet?.studio.data.call('open', { input: { files: [], handles: [top] }, add: false });
  }, bytes);
}

const RECIPE = parseRecipe({
  cleaning: { rules: [] },
  task: { kind: 'genre', classes: { by: 'top', count: 2 } },
  split: { validation: 0.25 },
  images: { fit: 'pad', width: 96, height: 96 },
});

/** Prepares all open posters. */
function prepare(page: Page) {
  return page.evaluate(async (recipe) => {
    const data = window.onesheet?.studio.data;
    if (!data) throw new Error('The page is not open for automation.');
    const { prepared, fromCache, undecodable, notice } = await data.call('prepare', { recipe });
    return { prepared, fromCache, undecodable: undecodable.length, notice: notice?.code ?? null };
  }, RECIPE);
}

test('a folder is walked in the worker, however deep', async ({ page }) => {
  const summary = await openFolder(page);
  expect(summary).toMatchObject({ name: 'given', posters: 24, join: { matched: 24 }, unread: 0 });
  expect(summary?.genres.map(({ genre, first }) => [genre, first])).toEqual([
    ['comedy', 12],
    ['horror', 12],
  ]);
});

/** Examines all posters, and applies rules on them. */
function look(page: Page, cleaning: Recipe['cleaning']) {
  return page.evaluate(async (settings) => {
    const data = window.onesheet?.studio.data;
    if (!data) throw new Error('The page is not open for automation.');
    const before = await data.call('clean', { cleaning: settings });
    const { measured, fromCache, undecodable, summary } = await data.call('measure', null);
    const after = await data.call('clean', { cleaning: settings });
    return {
      measured,
      fromCache,
      undecodable: undecodable.length,
      known: summary.measured,
      removed: [before, after].map(({ funnel }) => funnel.map(({ removed }) => removed)),
    };
  }, cleaning);
}

test('posters are examined once, for the rules on them, and the results survive a reload', async ({
  page,
}) => {
  await openFolder(page);
  const cleaning = cleaningSchema.parse({
    rules: ['greyscale', 'low-resolution', 'blank-poster'],
    resolution: { width: 10_000, height: 1 },
  });
  const first = await look(page, cleaning);
  expect(first).toMatchObject({ measured: 24, fromCache: 0, undecodable: 0, known: 24 });
  // nothing is left out before they have been examined
  expect(first.removed[0]).toEqual([0, 0, 0]);
  const [grey, small] = first.removed[1];
  expect(grey + small).toBe(24);
  expect(await look(page, cleaning)).toMatchObject({ measured: 0, fromCache: 24 });
  await page.reload();
  await openFolder(page);
  const again = await look(page, cleaning);
  expect(again).toMatchObject({ measured: 0, fromCache: 24, known: 24 });
  // known from the last visit, they count at once
  expect(again.removed[0]).toEqual(first.removed[1]);
});

test('a plan whose rules need it examines the posters first', async ({ page }) => {
  await openFolder(page);
  // a rule that none of them breaks
  const blank = { deviation: 0, mainColourShare: 1 };
  const recipe = parseRecipe({ ...RECIPE, cleaning: { rules: ['blank-poster'], blank } });
  const seen = await page.evaluate(async (wanted) => {
    const data = window.onesheet?.studio.data;
    const phases = new Set<string>();
    const plan = await data?.call('plan', { recipe: wanted }, { onEvent: ({ phase }) => phases.add(phase) });
    const summary = await data?.call('summary', null);
    return { films: plan?.samples.length, phases: [...phases], measured: summary?.measured };
  }, recipe);
  expect(seen).toEqual({ films: 24, phases: ['Examining posters'], measured: 24 });
});

test('prepared posters are kept over a reload, and cleared', async ({ page }) => {
  await openFolder(page);
  expect(await prepare(page)).toEqual({ prepared: 24, fromCache: 0, undecodable: 0, notice: null });
  expect(await prepare(page)).toMatchObject({ prepared: 0, fromCache: 24 });
  await page.reload();
  await openFolder(page);
  expect(await prepare(page)).toMatchObject({ prepared: 0, fromCache: 24, notice: null });
  const pixels = await page.evaluate(async () => {
    const data = window.onesheet?.studio.data;
    const before = await data?.call('storage', null);
    await data?.call('clearCaches', null);
    const after = await data?.call('storage', null);
    return [before?.pixels ?? 0, after?.pixels ?? 0];
  });
  expect(pixels[0]).toBeGreaterThan(24 * 96 * 96 * 3);
  expect(pixels[1]).toBeLessThan(1000);
  expect(await prepare(page)).toMatchObject({ prepared: 24, fromCache: 0 });
});

test('a second tab works without the cache, and says why', async ({ page, context }) => {
  await openFolder(page);
  await prepare(page);
  const second = await context.newPage();
  await second.goto(page.url());
  await second.waitForFunction(() => window.onesheet !== undefined);
  await openFolder(second);
  expect(await prepare(second)).toEqual({
    prepared: 24,
    fromCache: 0,
    undecodable: 0,
    notice: 'storage-unavailable',
  });
  expect(await prepare(second)).toMatchObject({ prepared: 0, fromCache: 24 });
  await second.close();
});

test('decoding can be stopped, and the worker continues', async ({ page }) => {
  const keys = await openLoose(page, [at('images/chequered.png')]);
  const { stopped, kept } = await page.evaluate(async (key) => {
    const data = window.onesheet?.studio.data;
    if (!data) throw new Error('The page is not open for automation.');
    const images = { fit: 'stretch' as const, width: 128, height: 128 };
    const poster = await data.call('poster', { key });
    if (!poster) throw new Error('The poster is not there.');
    // each is a file of its own, or it would be decoded once for all
    const files = Array.from({ length: 2000 }, (_, i) => ({
      path: `many/${i}.png`,
      file: new File([poster], `${i}.png`),
    }));
    const { posters } = await data.call('openLoose', { input: { files, handles: [] }, add: true });
    const settings = { images, seed: 1, augmentation: [], epoch: null };
    const stop = new AbortController();
    const many = { keys: posters.map((one) => one.key), ...settings };
    const call = data.call('posterBatch', many, { signal: stop.signal });
    setTimeout(() => stop.abort(), 50);
    const stopped = await call.then(
      () => 'finished',
      (error: unknown) => (error as { code: string }).code,
    );
    const after = await data.call('posterBatch', { keys: [key], ...settings });
    return { stopped, kept: after.found.length };
  }, keys['chequered.png']);
  expect(stopped).toBe('stopped');
  expect(kept).toBe(1);
});
