/** A person exports the model and opens it again: the same probabilities as before the export. */
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { makeCollection, type Collection } from './data/films';
import { textOf } from './pages/data';
import { expect, test } from './story';

let made: Collection;
test.beforeAll(() => {
  made = makeCollection(12);
});
test.afterAll(() => rmSync(made.folder, { recursive: true }));

/** File name → probabilities, from the last two columns of a CSV. */
function probabilities(csv: string): Map<string, number[]> {
  const lines = csv.trim().split(/\r?\n/).slice(1);
  return new Map(
    lines.map((line) => {
      const cells = line.split(',');
      return [path.posix.basename(cells[0]), cells.slice(-2).map(Number)];
    }),
  );
}

test('exported, opened again after a reload, and used on the same posters', async ({ studio, page }) => {
  const data = await studio.data();
  await data.openFiles(made.csv);
  await data.addFolder(made.posters);
  const train = await studio.train();
  await train.setEpochs(4);
  await train.start();
  await train.finished();

  const area = await studio.goTo('Export');
  const download = page.waitForEvent('download');
  await area.getByRole('button', { name: /^Download the model, / }).click({ timeout: 180_000 });
  const zip = await download;
  expect(zip.suggestedFilename()).toMatch(/\.zip$/);
  const saved = test.info().outputPath('model.zip');
  await zip.saveAs(saved);
  const files = await area
    .getByRole('list', { name: 'Files in the ZIP' })
    .getByRole('listitem')
    .allTextContents();
  for (const needed of ['model.json', 'labels', 'preprocess', '.md'])
    expect(files.join('\n').toLowerCase()).toContain(needed);
  await expect(area.getByRole('heading', { name: 'Model card' })).toBeVisible();

  const listed = page.waitForEvent('download');
  await area.getByRole('button', { name: 'Download predictions.csv' }).click();
  const before = probabilities(await textOf(await listed));
  expect(before.size).toBe(24);

  await page.reload();
  const predict = await studio.goTo('Predict');
  await page.getByLabel('Model to open').setInputFiles(saved);
  await expect(predict.getByRole('region', { name: 'Model' })).toContainText('2 classes', {
    timeout: 180_000,
  });
  await page.getByLabel('Folder of posters to predict').setInputFiles(made.posters);
  await expect(predict.getByRole('heading', { name: /^24\spredictions/ })).toBeVisible({ timeout: 180_000 });
  const again = page.waitForEvent('download');
  await predict.getByRole('button', { name: 'CSV', exact: true }).click();
  const after = probabilities(await textOf(await again));
  expect(after.size).toBe(24);
  for (const [file, [comedy, horror]] of before) {
    const [comedyAgain, horrorAgain] = after.get(file) ?? [];
    expect(Math.abs(comedyAgain - comedy)).toBeLessThanOrEqual(1e-5);
    expect(Math.abs(horrorAgain - horror)).toBeLessThanOrEqual(1e-5);
  }
});

test('a file that is not a model is rejected with a reason, and files that are not posters are listed', async ({
  studio,
  page,
}) => {
  const predict = await studio.goTo('Predict');
  await page
    .getByLabel('Model to open')
    .setInputFiles({ name: 'model.zip', mimeType: 'application/zip', buffer: readFileSync(made.csv) });
  await expect(predict.getByRole('alert')).toBeVisible();
  await expect(predict.getByRole('alert')).toContainText(/zip|model/i);
});
