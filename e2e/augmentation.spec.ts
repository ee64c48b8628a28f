/** A person chooses how training augments posters, and sees it on their own; training sees exactly that. */
import { readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { pipeline, type Augmentation } from '../src/core/recipe/augmentation';
import { makeCollection, type Collection } from './data/films';
import { expect, test } from './story';

const FIXTURES = new URL('./fixtures/images/', import.meta.url);
const at = (name: string) => fileURLToPath(new URL(name, FIXTURES));
const reference = JSON.parse(
  readFileSync(new URL('../scripts/reference/augmentation.json', import.meta.url), 'utf8'),
) as { crops: { poster: number[]; name: string; sha256: string }[] };

test.describe('in Prepare', () => {
  let made: Collection;
  test.beforeAll(() => {
    made = makeCollection(8);
  });
  test.afterAll(() => rmSync(made.folder, { recursive: true }));

  test('a pipeline is chosen, drawn again, changed and undone', async ({ studio, page }) => {
    const data = await studio.data();
    await data.openFiles(made.csv);
    await data.addFolder(made.posters);
    const prepare = await studio.prepare();
    const differing = async () => new Set(await prepare.draws()).size;
    await expect(prepare.pipeline('None')).toBeChecked();
    await expect.poll(differing, 'without transforms all are the same').toBe(1);

    await prepare.pipeline('Poster earnings').check({ force: true });
    await expect(prepare.transform('Rotation')).toBeChecked();
    await expect.poll(differing).toBe(8);
    const [plain, ...before] = await prepare.draws();
    await prepare.augmentation.getByRole('button', { name: 'Draw again' }).click();
    await expect(prepare.augmentation.getByText('Epoch 14')).toBeVisible();
    await expect.poll(async () => (await prepare.draws())[1]).not.toBe(before[0]);
    const [samePlain, ...after] = await prepare.draws();
    expect(samePlain).toBe(plain);
    expect(new Set([...before, ...after]).size).toBe(14);

    await prepare.transform('Rotation').uncheck();
    await expect(prepare.pipeline('Own')).toBeChecked();
    await page.keyboard.press('ControlOrMeta+z');
    await expect(prepare.pipeline('Poster earnings')).toBeChecked();
    await prepare.augmentation.getByRole('button', { name: 'Another poster' }).click();
    await expect.poll(async () => (await prepare.draws())[0]).not.toBe(plain);
  });
});

/** Opens images for prediction; returns keys in the order of the names. */
async function openLoose(page: Page, names: string[]): Promise<string[]> {
  await page.evaluate(() => window.onesheet?.addInputs());
  await page.setInputFiles('#automation-files', names.map(at));
  return page.evaluate(async (names) => {
    const page = window.onesheet;
    if (!page) throw new Error('The page is not open for automation.');
    const { posters } = await page.studio.data.call('openLoose', { input: page.takeInput() });
    return names.map((name) => posters.find(({ file }) => file === name)?.key ?? name);
  }, names);
}

interface Asked {
  keys: string[];
  augmentation: Augmentation;
  epoch: number | null;
  size?: number;
}

/** SHA-256 of each picture of a training batch, by its position. */
function batch(page: Page, { keys, augmentation, epoch, size = 224 }: Asked) {
  return page.evaluate(
    async ({ keys, augmentation, epoch, size }) => {
      const data = window.onesheet?.studio.data;
      if (!data) throw new Error('The page is not open for automation.');
      const images = { fit: 'pad' as const, width: size, height: size };
      const request = { keys, images, augmentation, seed: 1, epoch };
      const { found, pixels, undecodable } = await data.call('posterBatch', request);
      const bytes = size * size * 3;
      const digests = found.map(async (place, i) => {
        const one = new Uint8Array(pixels.subarray(i * bytes, (i + 1) * bytes));
        const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', one));
        return [place, Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')] as const;
      });
      return {
        pictures: Object.fromEntries(await Promise.all(digests)),
        problems: undecodable.map(({ file }) => file),
      };
    },
    { keys, augmentation, epoch, size },
  );
}

test.describe('in the workers', () => {
  const A = pipeline('write-up-a');

  test.beforeEach(async ({ page }) => {
    await page.goto('./');
    await page.waitForFunction(() => window.onesheet !== undefined);
  });

  test("validation gives the bytes of torchvision's Resize(256), CenterCrop(224)", async ({ page }) => {
    const keys = await openLoose(page, ['chequered.png']);
    const expected = reference.crops.find(
      ({ poster, name }) => name === 'validation' && poster[0] === 170 && poster[1] === 256,
    );
    const { pictures } = await batch(page, { keys, augmentation: A, epoch: null });
    expect(pictures).toEqual({ 0: expected?.sha256 });
  });

  test('the same pictures whatever the order, and from disk; broken ones are listed', async ({ page }) => {
    const names = ['chequered.png', 'rgb.jpg', 'text.jpg', 'grey.jpg', 'rgba.png'];
    const keys = await openLoose(page, names);
    const first = await batch(page, { keys, augmentation: A, epoch: 3 });
    expect(Object.keys(first.pictures)).toEqual(['0', '1', '3', '4']);
    expect(first.problems).toEqual(['text.jpg']);
    const back = await batch(page, { keys: [...keys].reverse(), augmentation: A, epoch: 3 });
    expect(Object.values(back.pictures).reverse()).toEqual(Object.values(first.pictures));
    const next = await batch(page, { keys, augmentation: A, epoch: 4 });
    expect(Object.values(next.pictures)).not.toContain(first.pictures[0]);
    const twice = await batch(page, { keys: [keys[1], keys[1]], augmentation: A, epoch: 3 });
    expect(twice.pictures).toEqual({ 0: first.pictures[1], 1: first.pictures[1] });
    await page.reload();
    await page.waitForFunction(() => window.onesheet !== undefined);
    const keysAgain = await openLoose(page, names);
    const again = await batch(page, { keys: keysAgain, augmentation: A, epoch: 3 });
    expect(Object.values(again.pictures)).toEqual(Object.values(first.pictures));
  });
});
