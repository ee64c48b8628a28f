/** A person reads the result: figures beside the majority class, confusion matrix, classes, and their posters. */
import { rmSync } from 'node:fs';
import { makeCollection, type Collection } from './data/films';
import { expect, test } from './story';

let made: Collection;
test.beforeAll(() => {
  made = makeCollection(24);
});
test.afterAll(() => rmSync(made.folder, { recursive: true }));

test('figures, confusion matrix, classes and gallery agree', async ({ studio, page }) => {
  const data = await studio.data();
  await data.openFiles(made.csv);
  await data.addFolder(made.posters);
  const train = await studio.train();
  await train.setEpochs(3);
  await train.start();
  await train.finished();
  await train.button('Evaluate').click();
  const evaluate = await studio.evaluate();

  await expect(evaluate.heatmap).toBeVisible();
  const confusion = await evaluate.confusion();
  const samples = confusion.flat().reduce((sum, count) => sum + count, 0);
  expect(samples).toBe(10);
  const right = confusion[0][0] + confusion[1][1];
  await expect(evaluate.figure('Accuracy')).toHaveText(`${((100 * right) / samples).toFixed(1)} %`);
  await expect(evaluate.figure('Majority class')).toHaveText('50.0 %');
  const classes = evaluate.area.getByRole('table', { name: /^Precision, recall/ });
  await expect(
    classes
      .getByRole('row', { name: /^Comedy/ })
      .getByRole('cell')
      .last(),
  ).toHaveText('5');

  const tiles = await evaluate.tiles();
  expect(tiles.filter((said) => said.endsWith(', right'))).toHaveLength(right);
  const sureness = tiles.map((said) => Number(/, ([\d.]+)\s%, (?:right|wrong)/.exec(said)?.[1]));
  expect(sureness).toEqual(sureness.toSorted((a, b) => b - a));

  await evaluate.cell('Horror', 'Horror').click();
  await expect.poll(async () => (await evaluate.tiles()).length).toBe(confusion[1][1]);
  await evaluate.gallery.getByRole('button').first().click();
  await expect(page.getByRole('complementary').getByText('Predicted Horror.')).toBeVisible();
});
