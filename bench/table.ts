/**
 * Time from the file of the whole table, 45,466 rows, to the drawn funnel in the built page, and the longest task on the
 * page's main thread during that time. `tsx bench/table.ts`. Uses the table of ../shared/data/tmdb.
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
  /** From choosing the file to the funnel on the screen. */
  seconds: number;
  rows: number;
  /** Wall time in milliseconds; 0 if no task took 50 ms, since the browser reports only those. */
  longestTask: number;
}

/** Opens the file as a user does, and waits for the funnel. Runs the heats one after the other. */
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

interface Watched {
  milliseconds: number;
  longTasks: number[];
}

/** Watches inside the page, since polling from outside would itself cause long tasks. */
function watchForFunnel(): void {
  const longTasks: number[] = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) longTasks.push(entry.duration);
  }).observe({ type: 'longtask' });
  const input = document.querySelector('input[type=file]:not([webkitdirectory])');
  const watched = new Promise<Watched>((resolve) => {
    input?.addEventListener('change', () => {
      const began = performance.now();
      const look = () => {
        if (!document.body.textContent.includes(' remain (')) {
          setTimeout(look, 20);
          return;
        }
        const milliseconds = performance.now() - began;
        // drawing after the funnel has appeared counts, too
        setTimeout(() => resolve({ milliseconds, longTasks }), 1000);
      };
      look();
    });
  });
  Object.assign(window, { watched });
}

async function hold(page: Page, csv: string): Promise<TableRow> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open files…' }).click();
  const files = await chooser;
  await page.evaluate(watchForFunnel);
  await files.setFiles(csv);
  return page.evaluate(async () => {
    const { milliseconds, longTasks } = await (window as unknown as { watched: Promise<Watched> }).watched;
    const summary = await window.onesheet?.studio.data.call('summary', null);
    return {
      seconds: milliseconds / 1000,
      rows: summary?.table?.rows ?? 0,
      longestTask: Math.max(0, ...longTasks),
    };
  });
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
