/** A person sees the table: what is in it, what each rule left out, and every row that could not be used. */
import { rmSync } from 'node:fs';
import { makeCollection, row, type Collection } from './data/films';
import { expect, test } from './story';

let made: Collection;
const markup = `<img src=x onerror="window.hacked=true"><script>window.hacked=true</script>`;

test.beforeAll(() => {
  const odd = { id: 1, imdbId: 'tt9000001', title: 'Odd', genres: ['Comedy'], popularity: 1 };
  made = makeCollection(12, [
    row({ ...odd, id: 3001, title: '???' }),
    row({ ...odd, id: 3002, title: '***' }),
    row({ ...odd, id: 3003, genres: [] }),
    row({ ...odd, id: 3004 }).replace('/poster3004.jpg', ''),
    row({ ...odd, id: 3005 }).replace(',2500000,', ',,'),
    row({ ...odd, id: 3006, title: '七人の侍' }),
    row({ ...odd, id: 3007, title: markup, popularity: 1000 }),
    // broken across a line: neither half is a film
    row({ ...odd, id: 3008 }, true),
  ]);
});
test.afterAll(() => rmSync(made.folder, { recursive: true }));

test('rows, unusable ones, and what each cleaning rule left out, in order', async ({ studio }) => {
  const data = await studio.data();
  await data.openFiles(made.csv);
  await expect(data.figure('films')).toHaveText('31');
  await expect(data.figure('after cleaning')).toHaveText('26');
  expect(await data.rule('Blank title')).toEqual(['31', '2', '29']);
  expect(await data.rule('No genre')).toEqual(['29', '1', '28']);
  expect(await data.rule('No poster path')).toEqual(['28', '1', '27']);
  expect(await data.rule('Budget missing')).toEqual(['27', '0', '27']);
  expect(await data.rule('Revenue missing')).toEqual(['27', '1', '26']);
  const removed = await data.list('the films left out');
  for (const id of [3001, 3002, 3003, 3004, 3005]) expect(removed).toContain(String(id));

  await data.area.getByRole('switch', { name: 'Use the rule Revenue missing' }).click();
  await expect(data.figure('after cleaning')).toHaveText('27');
});

test('unusable rows are listed with their lines and reasons', async ({ studio }) => {
  const data = await studio.data();
  await data.openFiles(made.csv);
  await data.showTab('Problems');
  const rows = data.area.getByRole('grid', { name: 'Unusable rows' }).getByRole('row');
  await expect(rows).toHaveCount(3);
  // 1 header + 24 films + 7 odd ones before it
  await expect(rows.nth(1).getByRole('gridcell').first()).toHaveText('33');
  await expect(rows.nth(2).getByRole('gridcell').first()).toHaveText('34');
  const list = await data.list('the unusable rows');
  expect(list.trim().split('\n')).toHaveLength(3);
});

test('the table is sorted, searched and filtered', async ({ studio, page }) => {
  const data = await studio.data();
  await data.openFiles(made.csv);
  await data.showTab('Films');
  const grid = data.area.getByRole('grid', { name: /^Films/ });
  const titles = () => grid.getByRole('row').locator('[role=gridcell][aria-colindex="2"]').allTextContents();
  await grid.getByRole('button', { name: 'Title' }).click();
  await expect.poll(async () => (await titles())[0]).toBe('???');
  await grid.getByRole('button', { name: 'Title' }).click();
  await expect.poll(async () => (await titles())[0]).toBe('七人の侍');
  await data.area.getByRole('searchbox', { name: 'Search films' }).fill('horror number 12');
  await expect(data.area.getByText('1 film', { exact: true })).toBeVisible();
  expect(await titles()).toEqual(['Horror number 12']);
  await data.area.getByRole('searchbox', { name: 'Search films' }).fill('');
  await data.area.getByLabel('Genre').selectOption('Horror');
  await expect(data.area.getByText('12 films', { exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
});

test('titles made of markup are shown as text, and nothing in them runs', async ({ studio, page }) => {
  const data = await studio.data();
  await data.openFiles(made.csv);
  await data.showTab('Films');
  await data.area.getByRole('searchbox', { name: 'Search films' }).fill('onerror');
  await expect(data.area.getByText(markup)).toBeVisible();
  await data.area.getByText(markup).click();
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
});

test('genres before and after cleaning, as bars or as a table', async ({ studio }) => {
  const data = await studio.data();
  await data.openFiles(made.csv);
  const genres = data.area.getByRole('region', { name: 'Genres' });
  await genres.getByText('Table', { exact: true }).click();
  const table = data.area.getByRole('table', { name: 'Films by genre' });
  const comedy = table.getByRole('row', { name: /^Comedy/ }).getByRole('cell');
  await expect(comedy.nth(0)).toHaveText('18');
  await expect(comedy.nth(1)).toHaveText('14');
});
