/**
 * A person fetches the posters of real films from a server that replaces TMDb's: at a polite rate, despite failures,
 * across a reload, and with an explanation if the browser may not read them.
 */
import { rmSync } from 'node:fs';
import { CHROMIUM_FLAGS, findBrowser } from '../scripts/lib/browser.mjs';
import { makeCollection, type Collection } from './data/films';
import { startTmdb, type FakeTmdb } from './data/tmdb';
import type { DataWorkspace } from './pages/data';
import { expect, test as base } from './story';

const CORS = { 'access-control-allow-origin': '*' };

const test = base.extend<object, { tmdb: FakeTmdb }>({
  tmdb: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const tmdb = await startTmdb();
      await use(tmdb);
      await tmdb.stop();
    },
    { scope: 'worker' },
  ],
  launchOptions: [
    async ({ tmdb }, use) =>
      use({ executablePath: findBrowser() ?? undefined, args: [...CHROMIUM_FLAGS, ...tmdb.flags] }),
    { scope: 'worker' },
  ],
});

let made: Collection;
test.beforeAll(() => {
  made = makeCollection(8);
});
test.afterAll(() => rmSync(made.folder, { recursive: true }));

test.beforeEach(({ tmdb, watch }) => {
  tmdb.posters.asked.length = 0;
  tmdb.posters.scripts.clear();
  tmdb.posters.usual = { kind: 'image', headers: CORS };
  watch.allow(/^GET https:\/\/image\.tmdb\.org\/t\/p\/w185\/poster\d+\.jpg$/);
  watch.allow(/Failed to load resource|CORS policy/);
});

async function fetchAtFullRate(data: DataWorkspace): Promise<void> {
  const rate = data.area.getByRole('slider', { name: 'Posters per second' });
  await expect(rate).toHaveValue('1');
  await rate.press('End');
  await expect(rate).toHaveValue('20');
  await data.area.getByRole('button', { name: /^Fetch \d+ posters?$/ }).click();
}

test('nothing is requested before the button is pressed; then everything, at the chosen rate', async ({
  studio,
  tmdb,
}) => {
  const data = await studio.data();
  await data.openFiles(made.csv);
  await expect(data.area.getByRole('button', { name: 'Fetch 16 posters' })).toBeVisible();
  expect(tmdb.posters.asked).toEqual([]);
  const pressed = performance.now();
  await fetchAtFullRate(data);
  await expect(data.area.getByText('Fetching finished')).toBeVisible();
  await expect(data.joined('Matched')).toHaveText('16');
  expect(tmdb.posters.asked).toHaveLength(16);
  // 15 gaps of 50 ms, less the early firing of timers. Counted from the click: the first request arrives late, since
  // the connection is opened first
  expect(tmdb.posters.asked[15].time - pressed).toBeGreaterThan(700);
  await expect(data.area.getByText(/This product uses the TMDb API|not endorsed/i)).toBeVisible();
});

test('throttled, failing and dropped answers are retried; what stays missing is listed', async ({
  studio,
  tmdb,
}) => {
  const image = { kind: 'image', headers: CORS } as const;
  const [throttled, failing, dropped, gone] = made.films.map((film) => `/poster${film.id}.jpg`);
  tmdb.posters.scripts.set(throttled, [
    { kind: 'status', status: 429, headers: { ...CORS, 'retry-after': '1' } },
    image,
  ]);
  tmdb.posters.scripts.set(failing, [{ kind: 'status', status: 503, headers: CORS }, image]);
  tmdb.posters.scripts.set(dropped, [{ kind: 'cut' }, image]);
  tmdb.posters.scripts.set(gone, [{ kind: 'status', status: 404, headers: CORS }]);
  const data = await studio.data();
  await data.openFiles(made.csv);
  await fetchAtFullRate(data);
  await expect(data.area.getByText('Fetching finished')).toBeVisible({ timeout: 180_000 });
  await expect(data.joined('Matched')).toHaveText('15');
  await expect(data.joined('Missing')).toHaveText('1');
  expect(tmdb.posters.timesOf(throttled)).toHaveLength(2);
  const list = await data.list('the posters that could not be fetched');
  expect(list).toContain(gone);
  expect(list.trim().split('\n')).toHaveLength(2);
});

test('a reload midway loses nothing that has arrived', async ({ studio, page, tmdb }) => {
  const paths = made.films.map((film) => `/poster${film.id}.jpg`);
  // these have been requested but have not arrived when the page is closed
  const onTheWay = paths.slice(-4);
  for (const path of onTheWay)
    tmdb.posters.scripts.set(path, [{ kind: 'hang' }, { kind: 'image', headers: CORS }]);
  const data = await studio.data();
  await data.openFiles(made.csv);
  await fetchAtFullRate(data);
  await expect(data.area.getByText('12 of 16 posters')).toBeVisible();
  await expect.poll(() => tmdb.posters.asked.length).toBe(16);
  await page.reload();
  const again = await studio.data();
  await again.openFiles(made.csv);
  await again.area.getByRole('button', { name: /^Fetch \d+ posters?$/ }).click();
  await expect(again.joined('Matched')).toHaveText('16');
  const times = (path: string) => tmdb.posters.timesOf(path).length;
  expect(Object.fromEntries(paths.map((path) => [path, times(path)]))).toEqual(
    Object.fromEntries(paths.map((path) => [path, onTheWay.includes(path) ? 2 : 1])),
  );
});

test('if the browser may not read them, the page says so and names the command', async ({ studio, tmdb }) => {
  tmdb.posters.usual = { kind: 'image' };
  const data = await studio.data();
  await data.openFiles(made.csv);
  await fetchAtFullRate(data);
  await expect(data.area.getByText('npm run posters -- --csv', { exact: false }).first()).toBeVisible({
    timeout: 180_000,
  });
});
