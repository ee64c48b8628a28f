/** A person sees the four fits on their own posters, and prepares the posters once. */
import { rmSync } from 'node:fs';
import { makeCollection, type Collection } from './data/films';
import { FIT_NAMES } from './pages/prepare';
import { expect, test } from './story';

let made: Collection;
test.beforeAll(() => {
  made = makeCollection(8);
});
test.afterAll(() => rmSync(made.folder, { recursive: true }));

test('four fits side by side, of the same posters', async ({ studio }) => {
  const data = await studio.data();
  await data.openFiles(made.csv);
  await data.addFolder(made.posters);
  const prepare = await studio.prepare();
  for (const name of FIT_NAMES) {
    const pictures = prepare.pictures(name);
    await expect(pictures.first()).toBeVisible();
    await expect(pictures).toHaveCount(4);
    await expect.poll(() => pictures.first().evaluate((canvas: HTMLCanvasElement) => canvas.width)).toBe(224);
  }
  const corner = (name: (typeof FIT_NAMES)[number]) =>
    prepare
      .pictures(name)
      .first()
      .evaluate((canvas: HTMLCanvasElement) =>
        Array.from(canvas.getContext('2d')?.getImageData(2, 112, 1, 1).data ?? []),
      );
  // a 2:3 poster padded to a square is black at its sides, a stretched one is not
  expect(await corner('Pad')).toEqual([0, 0, 0, 255]);
  expect(await corner('Stretch')).not.toEqual([0, 0, 0, 255]);
});

test('prepared once, and kept across a reload', async ({ studio, page }) => {
  const data = await studio.data();
  await data.openFiles(made.csv);
  await data.addFolder(made.posters);
  const prepare = await studio.prepare();
  expect(await prepare.prepare()).toMatch(/^0 were already in the cache/);
  await page.reload();
  const again = await studio.data();
  await again.openFiles(made.csv);
  await again.addFolder(made.posters);
  const prepareAgain = await studio.prepare();
  expect(await prepareAgain.prepare()).toMatch(/^16 were already in the cache/);
});

test('another fit makes the prepared posters stale, and the page says so', async ({ studio }) => {
  const data = await studio.data();
  await data.openFiles(made.csv);
  await data.addFolder(made.posters);
  const prepare = await studio.prepare();
  await prepare.prepare();
  await prepare.fit('Stretch').check();
  await expect(prepare.area.getByText('The prepared posters are out of date.')).toBeVisible();
});
