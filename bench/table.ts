/**
 * The whole table, 45,466 rows, from its file to the drawn funnel, in the built page: how long, and the longest task
 * of the page's main thread meanwhile. `tsx bench/table.ts`. The table is that of ../shared/data/tmdb.
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright';
import { openStudioPage } from '../scripts/headless/studio-page';
import { ensureBuilt } from '../scripts/lib/build.mjs';
import { sharedTmdb } from '../scripts/lib/paths.mjs';
import { machine } from './machine';

const HEATS = 5;

export interface TableRow {
  /** From the choice of the file to the funnel on the screen. */
  seconds: number;
  rows: number;
  /** Milliseconds of wall time; 0 where no task took 50 ms, which is all that the browser reports. */
  longestTask: number;
}

/** Opens the file as a person does, and waits for the funnel. Runs the heats one after the other. */
export default async function table(): Promise<TableRow[]> {
  const shared = sharedTmdb();
  if (!shared) {
    console.log('Table to funnel: skipped, there is no ../shared/data/tmdb.');
    return [];
  }
  await ensureBuilt();
  const rows: TableRow[] = [];
  for (let heat = 0; heat < HEATS; heat++) {
    const studio = await openStudioPage({ cache: null });
    try {
      rows.push(await hold(studio.page, path.join(shared, 'movies_metadata.csv')));
    } finally {
      await studio.close();
    }
  }
  print(rows);
  return rows;
}

async function hold(page: Page, csv: string): Promise<TableRow> {
  await page.getByRole('button', { name: 'Open files…' }).waitFor();
  await page.evaluate(() => {
    const found: number[] = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) found.push(entry.duration);
    }).observe({ type: 'longtask' });
    Object.assign(window, { longTasks: found });
  });
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open files…' }).click();
  const files = await chooser;
  const began = performance.now();
  await files.setFiles(csv);
  await page.getByText('come out').waitFor({ timeout: 120_000 });
  const seconds = (performance.now() - began) / 1000;
  // what is drawn after the funnel has come counts too
  await page.waitForTimeout(1000);
  const { rows, longestTask } = await page.evaluate(async () => {
    const found = (window as unknown as { longTasks: number[] }).longTasks;
    const summary = await window.onesheet?.studio.data.call('summary', null);
    return { rows: summary?.table?.rows ?? 0, longestTask: Math.max(0, ...found) };
  });
  return { seconds, rows, longestTask };
}

function print(rows: readonly TableRow[]): void {
  console.log(`\nTable → funnel, the file of ${rows[0]?.rows.toLocaleString('en')} rows, in the built page`);
  console.log(machine());
  console.table(
    rows.map((row, heat) => ({
      heat: heat + 1,
      seconds: row.seconds.toFixed(2),
      'longest main-thread task, ms': row.longestTask === 0 ? 'under 50' : Math.round(row.longestTask),
    })),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await table();
