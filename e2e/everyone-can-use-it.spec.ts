/** Every workspace, empty and full, in light and dark: axe finds no violations; and all of it works by keyboard. */
import { rmSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { makeCollection, type Collection } from './data/films';
import { WORKSPACE_NAMES } from './pages/studio';
import { expect, test } from './story';

let made: Collection;
test.beforeAll(() => {
  made = makeCollection(12);
});
test.afterAll(() => rmSync(made.folder, { recursive: true }));

async function objections(page: Page): Promise<string[]> {
  // elements that fade in would be measured half-transparent
  await page.evaluate(() =>
    Promise.allSettled(document.getAnimations().map((animation) => animation.finished)),
  );
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`));
}

for (const colorScheme of ['light', 'dark'] as const)
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('empty workspaces', async ({ studio, page }) => {
      for (const name of WORKSPACE_NAMES) {
        await studio.goTo(name);
        expect.soft(await objections(page), name).toEqual([]);
      }
    });

    test('full workspaces', async ({ studio, page }) => {
      const data = await studio.data();
      await data.openFiles(made.csv);
      await data.addFolder(made.posters);
      await expect(data.joined('Matched')).toHaveText('24');
      for (const tab of ['Overview', 'Films', 'Posters', 'Problems'] as const) {
        await data.showTab(tab);
        expect.soft(await objections(page), `Data, ${tab}`).toEqual([]);
      }
      const train = await studio.train();
      await train.setEpochs(3);
      await train.start();
      await train.finished();
      for (const name of WORKSPACE_NAMES.slice(1)) {
        await studio.goTo(name);
        expect.soft(await objections(page), name).toEqual([]);
      }
    });

    test('overlays', async ({ studio, page }) => {
      await studio.goTo('Data');
      await page.keyboard.press('ControlOrMeta+k');
      await expect(page.getByRole('dialog')).toBeVisible();
      expect.soft(await objections(page), 'commands').toEqual([]);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Shift+?');
      await expect(page.getByRole('dialog')).toBeVisible();
      expect.soft(await objections(page), 'shortcuts').toEqual([]);
    });
  });

test('the whole way by keyboard: sample, training, result', async ({ studio, page }) => {
  await studio.goTo('Data');
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('generated sample');
  await page.keyboard.press('Enter');
  const data = await studio.data();
  await expect(data.figure('posters')).toHaveText(/^\d{3}$/, { timeout: 180_000 });
  await page.keyboard.press('g');
  await page.keyboard.press('3');
  await expect(page.getByRole('heading', { level: 1, name: 'Train' })).toBeVisible();
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(studio.runBar.getByRole('progressbar')).toBeVisible();
  await studio.runBar.getByRole('button', { name: 'Stop' }).focus();
  await page.keyboard.press('Enter');
  await studio.idle();
});

test('focus is visible, and Tab reaches every part', async ({ studio, page }) => {
  await studio.goTo('Data');
  const seen = new Set<string>();
  await page.evaluate(() => document.body.focus());
  for (let step = 0; step < 40; step++) {
    await page.keyboard.press('Tab');
    const { text, visible } = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement;
      // the browser's own controls come between the last and the first
      if (element === document.body) return { text: '', visible: true };
      const style = getComputedStyle(element);
      const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
      return { text: element.textContent ?? '', visible: outlined || style.boxShadow !== 'none' };
    });
    if (text) seen.add(text.trim());
    expect.soft(visible, `focus on “${text.slice(0, 40)}”`).toBe(true);
  }
  for (const part of ['Prepare', 'Open files…', 'Open the generated sample'])
    expect(
      [...seen].some((text) => text.startsWith(part)),
      part,
    ).toBe(true);
});

test('reduces motion if the person prefers that', async ({ page, studio }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await studio.goTo('Train');
  const longest = await page.evaluate(() =>
    Math.max(
      0,
      ...document.getAnimations().map((animation) => Number(animation.effect?.getTiming().duration) || 0),
    ),
  );
  expect(longest).toBeLessThanOrEqual(10);
});
