/**
 * The whole table through the page: 45,466 rows and 8,403 posters, with the counts that Python finds, and without
 * blocking the page for more than 50 ms.
 */
import path from 'node:path';
import posterRules from '../scripts/reference/poster-rules.json' with { type: 'json' };
import reference from '../scripts/reference/tmdb-table.json' with { type: 'json' };
import type { Page } from '@playwright/test';
import { offerFiles } from '../scripts/headless/studio-page';
import { sharedTmdb } from '../scripts/lib/paths.mjs';
import { cleaningWith } from '../src/core/cleaning/rules';
import { mainThreadTasks, type InPage } from './data/main-thread';
import { expect, test } from './real';

// tracing takes its own snapshots on the page's main thread
test.use({ trace: 'off', screenshot: 'off' });
// wall time on a shared machine: one attempt under 50 ms shows that it is possible
test.describe.configure({ retries: 2 });

/**
 * Longest CPU time of a task, in ms. Wall time is printed but not asserted: if other programs need the cores, a task of
 * 10 ms may be suspended midway.
 */
async function longestTask(page: Page, does: InPage, shown: string): Promise<number> {
  const tasks = await mainThreadTasks(page, does, shown);
  const wall = Math.max(...tasks.map((task) => task.wall));
  console.log(
    `longest task: ${tasks[0].cpu.toFixed(0)} ms computed; longest from begin to end: ${wall.toFixed(0)} ms`,
  );
  return tasks[0].cpu;
}

const folder = () => sharedTmdb() ?? '';
const csv = () => path.join(folder(), 'movies_metadata.csv');
const figure = (count: number) => count.toLocaleString('en');

test('the table streams in, funnel and unusable rows are as in Python, no task over 50 ms', async ({
  studio,
  page,
}) => {
  const data = await studio.data();
  const after = reference.full.funnel.at(-1)?.after ?? 0;
  await offerFiles(page, [csv()]);
  expect(await longestTask(page, { kind: 'drop' }, `${figure(after)} remain`)).toBeLessThanOrEqual(50);
  await expect(data.figure('films')).toHaveText(figure(reference.full.usable));
  await expect(data.figure('rows')).toHaveText(figure(reference.full.rows));
  await expect(data.figure('after cleaning')).toHaveText(figure(after));
  const titles = ['Blank title', 'No genre', 'No poster path', 'Budget missing', 'Revenue missing'];
  for (const [index, title] of titles.entries()) {
    const { before, removed, after } = reference.full.funnel[index];
    expect(await data.rule(title)).toEqual([before, removed, after].map(figure));
  }

  await data.showTab('Problems');
  const rows = data.area.getByRole('grid', { name: 'Unusable rows' }).getByRole('row');
  await expect(rows).toHaveCount(1 + reference.full.unusable.length);
  for (const [index, { line }] of reference.full.unusable.entries())
    await expect(
      rows
        .nth(index + 1)
        .getByRole('gridcell')
        .first(),
    ).toHaveText(figure(line));
});

test('8,403 posters match it', async ({ studio }) => {
  const data = await studio.data();
  await data.openFiles(csv());
  await expect(data.figure('films')).toHaveText(figure(reference.full.usable), { timeout: 120_000 });
  await data.addFolder(path.join(folder(), 'posters'));
  await expect(data.joined('Matched')).toHaveText('8,403', { timeout: 120_000 });
  await expect(data.joined('Unused')).toHaveText('0');
  await expect(data.area.getByText('8,403 by IMDb id')).toBeVisible();
});

test('8,403 posters are examined, and the rules on them leave out the same as Pillow and numpy', async ({
  studio,
  page,
}) => {
  const data = await studio.data();
  await data.openFiles(csv());
  await expect(data.figure('films')).toHaveText(figure(reference.full.usable), { timeout: 120_000 });
  await data.addFolder(path.join(folder(), 'posters'));
  await expect(data.joined('Matched')).toHaveText(figure(posterRules.posters), { timeout: 120_000 });
  const rules = {
    'Greyscale poster': 'greyscale',
    'Low resolution': 'low-resolution',
    'Blank poster': 'blank-poster',
  } as const;
  for (const title of Object.keys(rules))
    await data.area.getByRole('switch', { name: `Use the rule ${title}` }).check();
  await data.area.getByRole('button', { name: 'Examine the posters' }).click();
  await expect(data.area.getByText('not examined yet')).toHaveCount(0, { timeout: 600_000 });
  await studio.idle();
  // a film may be left out by two of the rules: each is tried in first place
  for (const rule of Object.values(rules)) {
    const removed = await page.evaluate(
      async (settings) =>
        (await window.onesheet?.studio.data.call('clean', { cleaning: settings }))?.funnel[0].removed,
      cleaningWith([rule]),
    );
    expect(removed).toBe(posterRules[rule]);
  }
});

test('45,460 films are sorted and searched with no task over 50 ms', async ({ studio, page }) => {
  const data = await studio.data();
  await data.openFiles(csv());
  await expect(data.figure('films')).toHaveText(figure(reference.full.usable), { timeout: 120_000 });
  await data.showTab('Films');
  await expect(
    data.area
      .getByRole('grid', { name: /^Films/ })
      .getByRole('row')
      .nth(5),
  ).toBeVisible();
  expect(await longestTask(page, { kind: 'press', name: 'Popularity' }, 'Minions')).toBeLessThanOrEqual(50);
  const search = { kind: 'type', name: 'Search title, genre or id', text: 'toy story' } as const;
  expect(await longestTask(page, search, 'Toy Story 2')).toBeLessThanOrEqual(50);
});
