/** Bad input is data: each kind gives a reason where it can be fixed, nothing crashes, and the good part is used. */
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeCollection, poster, HEADER, row, type Collection } from './data/films';
import { hugePng } from './data/png';
import { makeZip } from './data/zip';
import { expect, test } from './story';

let made: Collection;
test.beforeAll(() => {
  made = makeCollection(4);
});
test.afterAll(() => rmSync(made.folder, { recursive: true }));

const wide = Buffer.from(`${HEADER}\n`);

test.describe('a file that is not a table is rejected with the reason, and the page stays as it was', () => {
  for (const [name, content, said] of [
    ['empty.csv', Buffer.alloc(0), /empty/i],
    [
      'binary.csv',
      Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1, 2, 0xff, 0xfe, 0, 0, 9, 8, 7]),
      /binary|text|table/i,
    ],
    ['one-column.csv', Buffer.from('title\nHeat\nRonin\n'), /column/i],
    ['header-alone.csv', wide, /row|film/i],
    ['broken.csv.gz', Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8]), /gzip|unpack|broken/i],
    ['broken.zip', Buffer.from('PK\u0003\u0004 and then nothing'), /zip/i],
  ] as const)
    test(name, async ({ studio }) => {
      const data = await studio.data();
      await data.drop([{ name, content }]);
      const said_ = data.area
        .getByRole('alert')
        .or(data.area.getByText(/file was rejected|rows are unusable/));
      await expect(said_.first()).toBeVisible();
      await expect(data.area.getByText(said).first()).toBeVisible();
      await data.drop([{ name: 'films.csv', content: readFileSync(made.csv) }]);
      await expect(data.figure('films')).toHaveText('8');
    });
});

test('another encoding, NUL bytes and cells that are not lists: the good rows are used', async ({
  studio,
}) => {
  const film = { id: 9001, imdbId: 'tt9001', title: 'Amélie', genres: ['Comedy'], popularity: 1 };
  const lines = [
    HEADER,
    row(film),
    row({ ...film, id: 9002 }).replace(/"\[\{.*?\]"|\[\{.*?\]/, 'not a list'),
  ];
  const data = await studio.data();
  await data.drop([{ name: 'latin1.csv', content: Buffer.from(lines.join('\n'), 'latin1') }]);
  await data.showTab('Films');
  await expect(data.area.getByText('Amélie').first()).toBeVisible();
  await data.drop([
    {
      name: 'nul.csv',
      content: Buffer.from(`${HEADER}\n${row(film)}\n${row({ ...film, id: 9003, title: 'A\0B' })}\n`),
    },
  ]);
  await expect(data.area.getByText('Amélie').first()).toBeVisible();
});

test('a ZIP with ../ in its paths, and a ZIP bomb, are rejected; good entries are used', async ({
  studio,
}) => {
  const data = await studio.data();
  await data.drop([{ name: 'films.csv', content: readFileSync(made.csv) }]);
  await expect(data.figure('films')).toHaveText('8');
  const [film] = made.films;
  const paths = makeZip([
    ['../../escaped.png', poster('Comedy', 1)],
    [`posters/${film.imdbId}.png`, poster('Comedy', 1)],
  ]);
  // 200 MB of zeros in 200 kB
  const bomb = makeZip([['posters/bomb.png', Buffer.alloc(200_000_000)]]);
  await data.drop([
    { name: 'films.csv', content: readFileSync(made.csv) },
    { name: 'paths.zip', content: paths },
    { name: 'bomb.zip', content: bomb },
  ]);
  await expect(data.joined('Matched')).toHaveText('1');
  const unread = await data.list('the rejected files');
  expect(unread).toContain('escaped.png');
  expect(unread).toContain('bomb');
});

test('a table of 100 MB is read while the page stays usable, and can be stopped', async ({ studio }) => {
  test.slow();
  const csv = test.info().outputPath('large.csv');
  mkdirSync(path.dirname(csv), { recursive: true });
  const film = { id: 0, imdbId: 'tt0000000', title: 'Film', genres: ['Comedy'], popularity: 1 };
  const long = row(film).replace('An overview', 'A long overview '.repeat(24));
  const [before, after] = long.split(',0,tt0000000,');
  const lines = Array.from(
    { length: 200_000 },
    (_, id) => `${before},${id},tt${String(id).padStart(7, '0')},${after}`,
  );
  writeFileSync(csv, `${HEADER}\n${lines.join('\n')}\n`);
  expect(statSync(csv).size).toBeGreaterThan(100_000_000);

  const data = await studio.data();
  await data.openFiles(csv);
  await studio.runBar.getByRole('button', { name: 'Stop' }).click();
  await studio.idle();
  await data.openFiles(csv);
  await studio.goTo('Train');
  await studio.goTo('Data');
  await expect(data.figure('films')).toHaveText('200,000', { timeout: 120_000 });
});

test('files that are not images, or too large, are left out one by one when posters are prepared', async ({
  studio,
}) => {
  const bad: Record<string, Buffer> = {
    'tt0001000.png': Buffer.alloc(0),
    'tt0001001.png': poster('Comedy', 3).subarray(0, 400),
    'tt0002000.jpg': Buffer.from('<html>not an image</html>'),
    'tt0002001.png': hugePng(20_000, 20_000),
  };
  const isBad = (name: string) => Object.keys(bad).some((file) => file.startsWith(name));
  const good = made.films.filter((film) => !isBad(film.imdbId));
  const data = await studio.data();
  await data.drop([
    { name: 'films.csv', content: readFileSync(made.csv) },
    ...Object.entries(bad).map(([name, content]) => ({ name, content })),
    ...good.map((film) => ({ name: `${film.imdbId}.png`, content: poster(film.genres[0], film.id) })),
  ]);
  await expect(data.joined('Matched')).toHaveText('8');
  const prepare = await studio.prepare();
  await prepare.prepare();
  await expect(prepare.area.getByText('4 posters could not be decoded')).toBeVisible();
  await studio.data();
  await expect(data.joined('Undecodable')).toHaveText('4');
  const list = await data.list('undecodable posters');
  for (const name of Object.keys(bad)) expect(list).toContain(name);
});
