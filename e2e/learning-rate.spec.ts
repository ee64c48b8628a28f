/** A person searches for a learning rate, sees where the loss falls, and uses a suggestion. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { Studio } from './pages/studio';
import type { TrainWorkspace } from './pages/train';
import { expect, test } from './story';

/** Few and small pictures, so that the stories stay short. */
const SMALL = {
  images: { width: 64, height: 96 },
  split: { films: 240 },
  training: { epochs: 3, batchSize: 32 },
};

async function open(studio: Studio): Promise<TrainWorkspace> {
  const data = await studio.data();
  await data.area.getByRole('button', { name: 'Open the generated sample' }).click();
  await expect(data.figure('posters')).toHaveText(/^\d{3}$/, { timeout: 180_000 });
  await studio.goTo('Prepare');
  await studio.page.getByRole('button', { name: 'Paste…' }).click();
  const dialog = studio.page.getByRole('dialog', { name: 'Paste a recipe' });
  await dialog.getByLabel('Recipe as JSON').fill(JSON.stringify(SMALL));
  await dialog.getByRole('button', { name: 'Use this recipe' }).click();
  return studio.train();
}

async function objections(page: Page): Promise<string[]> {
  // elements that fade in would be measured half-transparent
  await page.evaluate(() =>
    Promise.allSettled(document.getAnimations().map((animation) => animation.finished)),
  );
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`));
}

test('a learning rate is found, shown and used', async ({ studio, page }) => {
  // features of 240 posters, two checks by axe and a training: minutes on a busy machine
  test.slow();
  const train = await open(studio);
  const { inspector } = train;
  await inspector.getByRole('button', { name: 'Find a learning rate' }).click();
  await expect(train.area.getByRole('button', { name: 'Train', exact: true })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  const use = inspector.getByRole('button', { name: /^Use / }).first();
  await expect(use).toBeVisible({ timeout: 200_000 });

  // the table of the chart: the smoothed loss falls, then rises to four times its minimum
  const chart = inspector.getByRole('figure', { name: 'Loss by learning rate' });
  await chart.getByRole('button', { name: /show as a table/ }).click();
  const heads = await chart.getByRole('columnheader').allTextContents();
  expect(heads).toEqual(['learning rate', 'Loss', 'Smoothed']);
  const rows = await chart.getByRole('row').allInnerTexts();
  const losses = rows.slice(1).map((row) => Number(row.split('\t')[2]));
  expect(rows[1]).toMatch(/^1e-7/);
  expect(Math.min(...losses)).toBeLessThan(losses[0] * 0.9);
  await chart.getByRole('button', { name: /show curves/ }).click();

  const field = inspector.getByLabel('Learning rate', { exact: true });
  const suggested = Number(((await use.textContent()) ?? '').replace('Use ', ''));
  await use.click();
  expect(Number(await field.inputValue())).toBe(suggested);
  await expect(use).toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(field).toHaveValue('0.001');

  // the settings for which it was found
  await inspector.getByLabel('Batch size').fill('16');
  await expect(inspector.getByText('Changed since: Batch size.')).toBeVisible();
  await inspector.getByLabel('Epochs').fill('2');
  await expect(inspector.getByText('Changed since: Batch size.')).toBeVisible();

  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect.soft(await objections(page), colorScheme).toEqual([]);
  }

  // and training works afterwards
  await use.click();
  await train.start();
  await train.finished(200_000);
});

test('the search is stopped, and nothing of it is kept', async ({ studio, page }) => {
  const train = await open(studio);
  const { inspector } = train;
  await inspector.getByLabel('Trained', { exact: true }).selectOption('Everything');
  await page.keyboard.press('t');
  await page.keyboard.press('l');
  await expect(inspector.getByRole('progressbar')).toBeVisible();
  await inspector.getByRole('button', { name: 'Stop' }).click();
  await expect(inspector.getByText('The search was stopped')).toBeVisible({ timeout: 60_000 });
  await studio.idle();
  await expect(inspector.getByRole('button', { name: /^Use / })).toHaveCount(0);
  await expect(inspector.getByRole('button', { name: 'Find a learning rate' })).toBeVisible();
  const runs = await page.evaluate(() => window.onesheet?.studio.compute.call('runs', null));
  expect(runs).toEqual([]);
});
