/** Tables as other programs write them: what was read, what the page asks, and how a person says otherwise. */
import { writeFileSync } from 'node:fs';
import { expect, test } from './story';

const GERMAN = [
  'id;title;genres;release_date;budget;popularity;vote_count',
  '862;Toy Story;Animation;30.10.1995;30.000.000;21,947;5.415',
  '8844;Jumanji;Adventure;15.12.1995;65.000.000;17,015539;2.413',
  '949;Heat;Crime;15.12.1995;viel;17,924927;1.886',
  '',
].join('\r\n');

test('a European spreadsheet: how it was read, and the value that did not parse', async ({
  studio,
  page,
}, info) => {
  const csv = info.outputPath('filme.csv');
  writeFileSync(csv, GERMAN);
  const data = await studio.data();
  await data.openFiles(csv);
  await expect(data.figure('films')).toHaveText('3');
  await expect(data.area.getByText('1 note on the table.')).toBeVisible();
  await expect(
    data.area.getByText('The budget is not a number; it counts as missing. Line 4.'),
  ).toBeVisible();
  expect(await data.list('the notes on the table')).toContain('viel');
  const reading = page.getByRole('region', { name: 'How the table was read' });
  await expect(
    reading.getByText(/budget, popularity: comma \(1\.234,5\); 2 cells such as 30\.000\.000/),
  ).toBeVisible();
  await expect(reading.getByText(/release_date: day first/)).toBeVisible();
});

test('where day and month are open the page asks, and does as it is told', async ({ studio, page }, info) => {
  const csv = info.outputPath('films.csv');
  writeFileSync(csv, 'id,title,genres,release_date\n1,One,Comedy,05/06/1998\n2,Two,Horror,01/02/1979\n');
  const data = await studio.data();
  await data.openFiles(csv);
  const question = data.area.getByText('Dates: this table could be read in more than one way.');
  await expect(question).toBeVisible();
  await data.area.getByRole('button', { name: /^day first/ }).click();
  await expect(question).toBeHidden();
  const reading = page.getByRole('region', { name: 'How the table was read' });
  await expect(reading.getByLabel('Dates')).toHaveValue('day');
  await expect(reading.getByText('release_date: day first (30/10/1995); chosen by you.')).toBeVisible();
});

test('another separator of labels is chosen by hand', async ({ studio, page }, info) => {
  const csv = info.outputPath('files.csv');
  writeFileSync(csv, 'fname,labels\na.jpg,red car\nb.jpg,blue boat\nc.jpg,tall tree\n');
  const data = await studio.data();
  await data.openFiles(csv);
  await expect(data.figure('genres')).toHaveText('3');
  await page
    .getByRole('region', { name: 'How the table was read' })
    .getByLabel('Between labels')
    .selectOption('space');
  await expect(data.figure('genres')).toHaveText('6');
});
