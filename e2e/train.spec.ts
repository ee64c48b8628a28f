/**
 * A person trains: curves and confusion matrix update, the run can be paused, resumed and stopped, and the page says
 * which device it uses.
 */
import { rmSync } from 'node:fs';
import { makeCollection, type Collection } from './data/films';
import type { Studio } from './pages/studio';
import { expect, test } from './story';

let made: Collection;
test.beforeAll(() => {
  made = makeCollection(24);
});
test.afterAll(() => rmSync(made.folder, { recursive: true }));

async function open(studio: Studio) {
  const data = await studio.data();
  await data.openFiles(made.csv);
  await data.addFolder(made.posters);
  return studio.train();
}

test('trains to the end, and every epoch is in the curves', async ({ studio }) => {
  const train = await open(studio);
  await train.setEpochs(12);
  await train.start();
  await train.finished();
  const loss = await train.curve('Loss', 'Train');
  expect(loss).toHaveLength(12);
  expect(Number(loss[11])).toBeLessThan(Number(loss[0]));
  expect(await train.curve('Accuracy', 'Validation')).toHaveLength(12);
  await expect(train.figure('Validation accuracy')).toHaveText(/^(9\d|100)/);
  await expect(train.area.getByText('Computed from the stored predictions of this run.')).toBeVisible();
  const heatmap = train.area.getByRole('table', { name: /^Confusion matrix/ });
  await expect(heatmap.getByRole('cell', { name: /^Actual Comedy, predicted Comedy: [1-9]/ })).toBeVisible();
});

test('the loss and the metric of early stopping are chosen, and the best epoch is labelled with it', async ({
  studio,
}) => {
  const train = await open(studio);
  const { inspector, area } = train;
  await inspector.getByLabel('Loss function').selectOption('Focal');
  await inspector.getByLabel('γ', { exact: true }).fill('3');
  await inspector.getByLabel('Stop early').check();
  await inspector.getByLabel('Compared by').selectOption('Macro F1');
  await inspector.getByLabel('Min delta').fill('0.01');
  await inspector.getByLabel('Patience', { exact: true }).fill('3');
  await expect(
    area.getByText('focal loss, γ 3, stops after 3 epochs without gain of more than 0.01'),
  ).toBeVisible();
  await train.setEpochs(40);
  await train.start();
  await train.finished();
  const kept = await train.figure('Kept epoch').textContent();
  await expect(area.getByText(/^Macro F1 [\d.]+\s%$/)).toBeVisible();
  await expect(train.chart('Loss').getByText(`best ${kept}`)).toBeVisible();
  // three epochs more than the kept one, and no more
  expect(await train.curve('Loss', 'Validation')).toHaveLength(Number(kept) + 3);
});

test('a task without this loss and this metric gets its own', async ({ studio }) => {
  const { inspector } = await open(studio);
  await inspector.getByLabel('Loss function').selectOption('Focal');
  await inspector.getByLabel('Rate schedule').selectOption('Reduce on plateau');
  await inspector.getByLabel('Plateau of').selectOption('Balanced accuracy');
  await inspector.getByLabel('Plateau patience').fill('2');
  await studio.goTo('Prepare');
  await studio.page.getByLabel('Task', { exact: true }).selectOption('Score');
  const train = await studio.train();
  await expect(train.inspector.getByLabel('Loss function')).toHaveValue('mean-squared-error');
  await expect(train.inspector.getByLabel('Plateau of')).toHaveValue('loss');
  await expect(train.inspector.getByLabel('Plateau patience')).toHaveValue('2');
});

test('is paused, resumed and stopped; the results so far are kept', async ({ studio }) => {
  const train = await open(studio);
  await train.setEpochs(5000);
  await train.start();
  await expect.poll(() => train.epoch(), { timeout: 180_000 }).toBeGreaterThan(3);
  await train.button('Pause').click();
  await expect(train.button('Resume')).toBeVisible();
  const held = await train.epoch();
  await train.page.waitForTimeout(700);
  expect(await train.epoch()).toBeLessThanOrEqual(held + 1);
  await expect(studio.runBar.getByText('Paused')).toBeVisible();
  await train.button('Resume').click();
  await expect.poll(() => train.epoch()).toBeGreaterThan(held + 2);
  await train.button('Stop').click();
  await train.finished();
  await expect(train.area.getByText('This run was stopped.')).toBeVisible();
  const evaluate = await studio.evaluate();
  await expect(evaluate.figure('Accuracy')).toHaveText(/%/);
});

test('the backend is named and explained, and software adapters are not taken', async ({ studio, page }) => {
  const train = await open(studio);
  await expect(train.area.getByText(/Runs on WASM/)).toBeVisible();
  await expect(train.area.getByText(/software/).first()).toBeVisible();
  const choice = train.inspector.getByLabel('Compute on');
  await expect(choice.locator('option')).toContainText(['Automatic: WASM']);
  await choice.selectOption('cpu');
  await expect(train.area.getByText(/Runs on/)).toContainText(/cpu|JavaScript/i);
  expect(page.url()).toContain('#/train');
});

test('the run bar stays in every workspace', async ({ studio }) => {
  const train = await open(studio);
  await train.setEpochs(5000);
  await train.start();
  await expect.poll(() => train.epoch(), { timeout: 180_000 }).toBeGreaterThan(1);
  await studio.goTo('Data');
  await expect(studio.runBar.getByRole('progressbar')).toBeVisible();
  await expect(studio.runBar).toContainText('WASM');
  await studio.runBar.getByRole('button', { name: 'Stop' }).click();
  await studio.idle();
});
