/** A person opens their own data: a table and posters in any mix, or a folder per class. */
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { makeCollection, poster, type Collection } from './data/films';
import { makeZip } from './data/zip';
import { expect, test } from './story';

let made: Collection;
test.beforeAll(() => {
  made = makeCollection(8);
});
test.afterAll(() => rmSync(made.folder, { recursive: true }));

const POSTERS = 16;

test('a table first, then a folder of posters: every film gets its poster', async ({ studio }) => {
  const data = await studio.data();
  await data.openFiles(made.csv);
  await expect(data.figure('films')).toHaveText('16');
  await expect(data.area.getByText('No posters yet.')).toBeVisible();
  await data.addFolder(made.posters);
  await expect(data.joined('Matched')).toHaveText(String(POSTERS));
  await expect(data.joined('Missing')).toHaveText('0');
  await expect(data.area.getByText('16 by IMDb id')).toBeVisible();
});

test('a gzipped table and a ZIP of posters, together', async ({ studio }, info) => {
  const zipped = info.outputPath('posters.zip');
  const gzipped = info.outputPath('films.csv.gz');
  mkdirSync(path.dirname(zipped), { recursive: true });
  writeFileSync(
    zipped,
    makeZip(made.films.map((film) => [`posters/${film.id}.png`, poster(film.genres[0], film.id)])),
  );
  writeFileSync(gzipped, gzipSync(readFileSync(made.csv)));
  const data = await studio.data();
  await data.openFiles(gzipped, zipped);
  await expect(data.joined('Matched')).toHaveText(String(POSTERS));
  await expect(data.area.getByText('16 by TMDb id')).toBeVisible();
});

test('a drop of table and posters, with missing, unused, duplicate and undecodable ones listed', async ({
  studio,
}) => {
  const [first, second, ...others] = made.films;
  const data = await studio.data();
  await data.drop([
    { name: 'films.csv', content: readFileSync(made.csv) },
    { name: `${first.imdbId}.png`, content: poster('Comedy', 1) },
    { name: `${first.id}.png`, content: poster('Comedy', 1) },
    { name: 'nobody.png', content: poster('Comedy', 3) },
    { name: `${second.imdbId}.jpg`, content: Buffer.from('not an image at all') },
    ...others
      .slice(1)
      .map((film) => ({ name: `${film.imdbId}.png`, content: poster(film.genres[0], film.id) })),
  ]);
  await expect(data.joined('Duplicate')).toHaveText('1');
  await expect(data.joined('Unused')).toHaveText('1');
  await expect(data.joined('Missing')).toHaveText('1');
  expect(await data.list('unused posters')).toContain('nobody.png');
  expect(await data.list('missing posters')).toContain(others[0].title);
  // whether a file is an image is known once it has been decoded
  const prepare = await studio.prepare();
  await prepare.prepare();
  await studio.data();
  await expect(data.joined('Undecodable')).toHaveText('1');
  expect(await data.list('undecodable posters')).toContain(`${second.imdbId}.jpg`);
});

test('a folder per class, and no table', async ({ studio }, info) => {
  const root = info.outputPath('classes');
  for (const film of made.films) {
    const folder = path.join(root, film.genres[0]);
    mkdirSync(folder, { recursive: true });
    cpSync(path.join(made.posters, `${film.imdbId}.png`), path.join(folder, `${film.id}.png`));
  }
  const data = await studio.data();
  await data.openFolder(root);
  await expect(data.figure('posters')).toHaveText(String(POSTERS));
  await expect(data.figure('genres')).toHaveText('2');
  await expect(data.area.getByRole('button', { name: 'Comedy' })).toBeVisible();
});

test('columns of an unknown dialect are mapped by hand', async ({ studio, page }, info) => {
  const csv = info.outputPath('other.csv');
  mkdirSync(path.dirname(csv), { recursive: true });
  const lines = made.films.map((film) => `${film.title};${film.genres.join('|')};${film.imdbId}.png`);
  writeFileSync(csv, ['Wie er heißt;Sorte;Bilddatei', ...lines].join('\n'));
  const data = await studio.data();
  await data.openFiles(csv);
  await expect(data.area.getByText(/^No column was recognised for/)).toBeVisible();
  await data.addFolder(made.posters);
  const columns = page.getByRole('region', { name: 'Columns' });
  await columns.getByLabel('Title').selectOption('Wie er heißt');
  await columns.getByLabel('Genres').selectOption('Sorte');
  await columns.getByLabel('Poster file').selectOption('Bilddatei');
  await columns.getByRole('button', { name: 'Apply' }).click();
  await expect(data.joined('Matched')).toHaveText(String(POSTERS));
  await expect(data.area.getByText('16 by the chosen column')).toBeVisible();
});

test('posters joined by the slug of the title', async ({ studio }, info) => {
  const folder = info.outputPath('by-title');
  cpSync(made.posters, folder, { recursive: true });
  for (const film of made.films)
    renameSync(
      path.join(folder, `${film.imdbId}.png`),
      path.join(folder, `${film.title.toLowerCase().replaceAll(' ', '-')}.png`),
    );
  const data = await studio.data();
  await data.openFiles(made.csv);
  await data.addFolder(folder);
  await expect(data.joined('Matched')).toHaveText(String(POSTERS));
});
