/** A person trains more than a head: the last stages of the bundled network, in stages, and another network. */
import { rmSync } from 'node:fs';
import { makeCollection, type Collection } from './data/films';
import type { Studio } from './pages/studio';
import type { TrainWorkspace } from './pages/train';
import { expect, test } from './story';

let made: Collection;
test.beforeAll(() => {
  made = makeCollection(24);
});
test.afterAll(() => rmSync(made.folder, { recursive: true }));

/** Small pictures, so that the stories stay short. */
const SMALL = { images: { width: 64, height: 96 }, training: { epochs: 4, batchSize: 8 } };

async function open(studio: Studio, recipe: object): Promise<TrainWorkspace> {
  const data = await studio.data();
  await data.openFiles(made.csv);
  await data.addFolder(made.posters);
  await studio.goTo('Prepare');
  await studio.page.getByRole('button', { name: 'Paste…' }).click();
  const dialog = studio.page.getByRole('dialog', { name: 'Paste a recipe' });
  await dialog.getByLabel('Recipe as JSON').fill(JSON.stringify(recipe));
  await dialog.getByRole('button', { name: 'Use this recipe' }).click();
  return studio.train();
}

test('the last stages of the bundled network, chosen beside the training', async ({ studio }) => {
  const train = await open(studio, SMALL);
  const depth = train.inspector.getByLabel('Trained', { exact: true });
  await expect(depth).toHaveValue('head');
  await depth.selectOption('The last stages');
  await train.inspector.getByLabel('Stages before the head').fill('1');
  await train.inspector.getByLabel('Method').selectOption('AdamW');
  await train.start();
  await train.finished(200_000);
  expect(await train.curve('Loss', 'Train')).toHaveLength(4);
  const evaluate = await studio.evaluate();
  await expect(evaluate.figure('Accuracy')).toHaveText(/%/);
});

test('the head first, then earlier stages', async ({ studio }) => {
  const train = await open(studio, SMALL);
  await train.inspector.getByLabel('Trained', { exact: true }).selectOption('In stages');
  await train.inspector.getByLabel('Head only for').fill('2');
  await train.inspector.getByLabel('Stages before the head').fill('1');
  await train.start();
  await train.finished(200_000);
  const loss = await train.curve('Loss', 'Train');
  expect(loss).toHaveLength(4);
  expect(Number(loss[1])).toBeLessThan(Number(loss[0]));
});

test('a small network with random weights', async ({ studio }) => {
  const train = await open(studio, SMALL);
  await train.inspector.getByRole('combobox', { name: 'Network' }).selectOption('Three-block CNN');
  await train.inspector.getByLabel('Trained', { exact: true }).selectOption('Everything');
  await train.inspector.getByLabel('Rate schedule').selectOption('Cosine');
  await train.start();
  await train.finished(200_000);
  expect(await train.curve('Loss', 'Validation')).toHaveLength(4);
});
