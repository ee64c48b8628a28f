/**
 * An experiment of several runs: started with one click, trained one after the other, across a reload, and then a table
 * like the write-up's.
 */
import { readFileSync, rmSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { makeCollection, type Collection } from './data/films';
import { Experiments } from './pages/experiments';
import type { Studio } from './pages/studio';
import { expect, test } from './story';

const FOUR = 'Comedy or horror, four preprocessings, bundled network';

let made: Collection;
test.beforeAll(() => {
  made = makeCollection(24);
});
test.afterAll(() => rmSync(made.folder, { recursive: true }));

async function openFilms(studio: Studio): Promise<void> {
  const data = await studio.data();
  await data.openFiles(made.csv);
  await data.addFolder(made.posters);
  await expect(data.joined('Matched')).toHaveText('48');
}

async function experiments(studio: Studio): Promise<Experiments> {
  const { page, area } = await studio.train();
  const opened = new Experiments(page, area);
  await opened.open();
  return opened;
}

async function objections(page: Page): Promise<string[]> {
  // elements that fade in would be measured half-transparent; endless animations never end
  await page.evaluate(() => {
    const ending = document
      .getAnimations()
      .filter((animation) => Number.isFinite(Number(animation.effect?.getComputedTiming().endTime)));
    return Promise.allSettled(ending.map((animation) => animation.finished));
  });
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`));
}

test('two runs of an experiment, then the table beside the published figures', async ({ studio, page }) => {
  test.slow();
  const presets = await experiments(studio);
  await expect(presets.preset(FOUR)).toContainText('4 runs');
  await expect(presets.preset('Did it pay, six networks')).toContainText('needs timm/resnet18.tv_in1k');
  expect.soft(await objections(page), 'experiments without data').toEqual([]);

  await openFilms(studio);
  await experiments(studio);
  await expect(presets.preset(FOUR)).toContainText(/\d+\sposters here \(write-up: 2,000\)/);
  await presets.runAlone(FOUR, 'Plain resize');
  await presets.runAlone(FOUR, 'Padded');
  await expect(presets.queue.getByRole('listitem')).toHaveCount(2);
  expect.soft(await objections(page), 'the queue').toEqual([]);
  await expect.poll(() => presets.statuses(), { timeout: 240_000 }).toEqual(['finished', 'finished']);
  await studio.idle();

  const compare = await studio.goTo('Compare');
  const table = compare.getByRole('table', { name: /its runs next to the published figures/ });
  // the one control that show-where.spec.ts cannot reach without a run
  await page.evaluate(() => {
    window.location.hash = '#/compare/experiment';
  });
  await expect(page.locator('#experiment')).toBeFocused();
  await expect(table.getByRole('row')).toHaveCount(5);
  const padded = table.getByRole('row').filter({ has: page.getByRole('rowheader', { name: /^Padded/ }) });
  // accuracy, its difference from the first row with its interval, McNemar's test, and the published value
  await expect(padded).toContainText(/\d+\.\d\s%/, { timeout: 60_000 });
  await expect(padded).toContainText(/[+−±]\d+\.\d\[[+−±]\d+\.\d, [+−±]\d+\.\d\]p /);
  await expect(padded).toContainText('published about 85 %');
  await expect(table.getByRole('row').filter({ hasText: 'Centre crop' })).toContainText(
    'published about 80 %',
  );
  await expect(
    compare.getByText(/^Padded, accuracy: published \+5\.0\spoints, here .*(appears|appear:|round)/),
  ).toBeVisible();
  await expect(compare.getByRole('figure', { name: 'Loss' })).toBeVisible();
  await expect(compare.getByRole('figure', { name: /^Settings that differ/ })).toBeVisible();
  expect.soft(await objections(page), 'compare').toEqual([]);

  const saved = page.waitForEvent('download');
  await compare.getByRole('button', { name: 'Markdown' }).first().click();
  const text = readFileSync(await (await saved).path(), 'utf8');
  expect(text).toContain('| Plain resize |');
  expect(text).toContain('| Centre crop | not run |');

  await table.getByRole('button', { name: 'Padded' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Evaluate' })).toBeVisible();
});

test('the queue is reordered, paused, interrupted by a reload and asked about', async ({ studio, page }) => {
  test.slow();
  await openFilms(studio);
  const presets = await experiments(studio);
  await presets.preset(FOUR).getByRole('button', { name: 'Run all 4' }).click();
  await expect(presets.queue.getByRole('listitem')).toHaveCount(4);
  await presets.button(`Move ${FOUR}: Random crop of 280 up`).click();
  await expect(presets.queue.getByRole('listitem').nth(2)).toContainText('Random crop');
  await presets.button(`Remove ${FOUR}: Centre crop`).click();
  await expect(presets.queue.getByRole('listitem')).toHaveCount(3);
  await presets.button('Pause the queue').click();
  await expect(presets.button(/^Resume the queue$/)).toBeVisible();

  await page.reload();
  await experiments(studio);
  await expect(presets.area.getByText(/was being trained when the page was closed/)).toBeVisible();
  expect(await presets.statuses()).toEqual(['interrupted', 'waiting', 'waiting']);
  await presets.button('Remove it').click();
  await presets.button('Cancel all').click();
  await expect(presets.queue).toBeHidden();
});

test('a recipe in a link is offered, and used only if the person agrees', async ({
  studio,
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const presets = await experiments(studio);
  const preset = presets.preset(FOUR);
  await preset.getByRole('button', { name: 'Figures and settings' }).click();
  await preset.getByRole('button', { name: `Settings of ${FOUR}: Random crop of 280` }).click();
  await presets.command('Copy a link with the recipe');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(/#recipe=[\w-]+$/);

  await page.goto('about:blank');
  await page.goto(link);
  const dialog = page.getByRole('dialog', { name: 'Use the recipe from this link?' });
  await expect(dialog).toContainText('random crop');
  expect.soft(await objections(page), 'the offer').toEqual([]);
  expect(page.url()).not.toContain('recipe=');
  await dialog.getByRole('button', { name: 'Keep mine' }).click();
  await studio.goTo('Prepare');
  await expect(page.getByLabel('Preset')).not.toHaveValue(/four-fits/);

  await page.goto('about:blank');
  await page.goto(link);
  await dialog.getByRole('button', { name: 'Use this recipe' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Prepare' })).toBeVisible();
  await expect(page.getByLabel('Preset')).toHaveValue('four-fits-bundled/random-crop');

  await page.goto('about:blank');
  await page.goto(link.slice(0, -30));
  await expect(page.getByRole('dialog', { name: 'No recipe' })).toContainText('damaged');
});
