/** What a person sees and hears of the charts, with made-up figures and without training. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { build } from 'vite';
import { CACHE, ROOT } from '../scripts/lib/paths.mjs';
import { startServer, type StaticServer } from '../scripts/lib/static-server.mjs';
import { mainThreadTasks } from './data/main-thread';

const LONGEST_TASK_MS = 50;

let folder: string;
let server: StaticServer;

test.beforeAll(async () => {
  await mkdir(CACHE, { recursive: true });
  folder = await mkdtemp(path.join(CACHE, 'charts-'));
  await build({
    root: path.join(ROOT, 'e2e/charts'),
    configFile: false,
    base: './',
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true, target: 'es2023' },
  });
  server = await startServer({ root: folder });
});

test.afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

async function open(page: Page, chart: string): Promise<Locator> {
  await page.goto(`${server.url}?chart=${chart}`);
  const area = page.getByRole('region', { name: chart });
  await expect(area.locator('svg.recharts-surface').first()).toBeVisible();
  return area;
}

async function boxOf(locator: Locator) {
  const box = await locator.boundingBox();
  if (!box) throw new Error('It is not drawn.');
  return box;
}

test('lines that end close together are named at their ends, without overlaps', async ({ page }) => {
  const area = await open(page, 'compared');
  const names = ['kNN head', 'mobilenet v3 large, pad', 'resnet50, stretch, 0.001', 'resnet50, pad, 0.001'];
  const boxes = await Promise.all(names.map((name) => boxOf(area.getByText(name))));
  // in the order of the ends, the largest value on top
  for (const [at, box] of boxes.slice(1).entries())
    expect(box.y).toBeGreaterThanOrEqual(boxes[at].y + boxes[at].height - 1);
  const plot = await boxOf(area.locator('.recharts-cartesian-grid'));
  for (const box of boxes) {
    expect(box.x).toBeGreaterThanOrEqual(plot.x + plot.width);
    expect(box.y + box.height / 2).toBeLessThanOrEqual(plot.y + plot.height + 1);
  }
});

test('values are read with arrow keys, announced, and shown beside the names', async ({ page }) => {
  const area = await open(page, 'marked');
  const slider = area.getByRole('slider', { name: 'Marked: values by epoch' });
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(slider).toBeFocused();
  await expect(slider).toHaveAttribute('aria-valuetext', 'epoch 12: Train 0.45, Validation 0.74');
  await page.keyboard.press('Home');
  await expect(slider).toHaveAttribute('aria-valuetext', 'epoch 1: Train 2.20, Validation 2.10');
  await expect(area.getByText('2.20')).toBeVisible();
  await expect(area.getByText('epoch 1', { exact: true })).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(slider).toHaveAttribute('aria-valuetext', /^epoch 2: /);
  await page.keyboard.press('Escape');
  await expect(area.getByText('epoch 12')).toBeVisible();
});

test('values are read under the pointer', async ({ page }) => {
  const area = await open(page, 'marked');
  const plot = await boxOf(area.getByRole('slider'));
  await page.mouse.move(plot.x + plot.width / 12, plot.y + 20);
  await expect(area.getByText('epoch 1', { exact: true })).toBeVisible();
  await expect(area.getByText('2.20')).toBeVisible();
  await page.mouse.move(0, 0);
  await expect(area.getByText('epoch 12')).toBeVisible();
});

test('the table behind a chart has every value', async ({ page }) => {
  const area = await open(page, 'diverged');
  await area.getByRole('button', { name: 'Diverged: show as a table' }).click();
  const rows = await area.getByRole('row').allInnerTexts();
  expect(rows.map((row) => row.split(/\s+/))).toEqual([
    ['epoch', 'Loss', 'Single'],
    ['1', '1.00', '–'],
    ['2', '0.80', '0.40'],
    ['3', 'NaN', '–'],
    ['4', '0.70', '–'],
    ['5', '0.60', '–'],
    ['6', 'Infinity', '–'],
  ]);
  await area.getByRole('button', { name: 'Diverged: show curves' }).click();
  await expect(area.getByRole('slider')).toBeVisible();
});

test('a line breaks where its value is not finite', async ({ page }) => {
  const area = await open(page, 'diverged');
  const path = await area.locator('.recharts-line-curve').first().getAttribute('d');
  expect(path?.match(/M/g)).toHaveLength(2);
});

test('bars show their meaning under the pointer', async ({ page }) => {
  const area = await open(page, 'reliable');
  const bars = area.locator('.recharts-bar-rectangle path');
  const last = await boxOf(bars.last());
  await page.mouse.move(last.x + last.width / 2, last.y + last.height / 2);
  await expect(area.getByText('90 % to 100 % confidence: 86.0 % correct, 180 posters')).toBeVisible();
});

test('every film of a scatter plot is a dot', async ({ page }) => {
  const area = await open(page, 'scattered');
  const dots = await area.locator('.recharts-line path').getAttribute('d');
  expect(dots?.match(/M/g)).toHaveLength(3000);
});

test('ten updates per second cause no task over 50 ms, and move nothing but the curves', async ({ page }) => {
  const area = await open(page, 'fed');
  const places = () =>
    area.locator('figure, figcaption button, input, .recharts-cartesian-grid').evaluateAll((elements) =>
      elements.map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return [x, y, width, height].map(Math.round).join(' ');
      }),
    );
  // the reader covers the plot from the first value on
  const before = new Set(await places());
  const tasks = await mainThreadTasks(page, { kind: 'press', name: 'Feed' }, 'All updates are drawn');
  for (const place of before) expect(await places()).toContain(place);
  console.log(
    'longest tasks:',
    tasks
      .slice(0, 3)
      .map(({ cpu }) => `${cpu.toFixed(1)} ms`)
      .join(', '),
  );
  expect(tasks[0].cpu).toBeLessThan(LONGEST_TASK_MS);
});

test('axe finds no violations in any of them, in light and dark', async ({ page }) => {
  await page.goto(server.url);
  await expect(page.getByRole('figure', { name: 'Parallel' })).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page })
      .disableRules(['page-has-heading-one', 'heading-order'])
      .analyze();
    expect(
      violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`)),
    ).toEqual([]);
  }
});
