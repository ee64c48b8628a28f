/**
 * `npm run screenshots`: takes the README's pictures from the built page after training on the generated sample, in light
 * and dark, and writes them to docs/images/.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { openStudioPage } from './headless/studio-page';
import { ensureBuilt } from './lib/build.mjs';
import { ROOT } from './lib/paths.mjs';

const FOLDER = path.join(ROOT, 'docs', 'images');
const SIZE = { width: 1440, height: 900 };
const TRAINING_MS = 300_000;

async function show(page: Page, workspace: string): Promise<void> {
  await page.evaluate((name) => (location.hash = `#/${name}`), workspace);
  await page.getByRole('heading', { level: 1, name: new RegExp(workspace, 'i') }).waitFor();
  // posters and charts appear a moment after their workspace
  await page.waitForTimeout(2500);
}

async function shoot(page: Page, name: string, type: 'png' | 'jpeg' = 'png'): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.waitForTimeout(300);
    await page.screenshot({ path: path.join(FOLDER, `${name}-${colorScheme}.${type}`), type });
  }
}

mkdirSync(FOLDER, { recursive: true });
await ensureBuilt();
const studio = await openStudioPage({ cache: null });
try {
  const { page } = studio;
  await page.setViewportSize(SIZE);
  await page.getByRole('button', { name: 'Open the generated sample' }).click();
  await page.getByText(/films go in, \d+ remain/).waitFor({ timeout: TRAINING_MS });
  await show(page, 'train');
  await page
    .getByRole('button', { name: /^Train/ })
    .last()
    .click();
  await page.getByRole('button', { name: 'Train again' }).waitFor({ timeout: TRAINING_MS });
  await page.mouse.move(0, 0);
  await show(page, 'train');
  await shoot(page, 'train');
  await show(page, 'evaluate');
  await shoot(page, 'evaluate');
  await show(page, 'data');
  await page.getByRole('tab', { name: /Posters/ }).click();
  await page.waitForTimeout(2500);
  await shoot(page, 'posters', 'jpeg');
} finally {
  await studio.close();
}
