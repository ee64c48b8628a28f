/** A person looks at figures of thousands of films with twenty labels: they are computed elsewhere, the page stays quick. */
import type { Page } from '@playwright/test';
import type { Head } from '../src/core/heads';
import { summaryOf, type RunSummary } from '../src/core/run/run';
import { smallRun } from '../src/state/testing/runs';
import { mainThreadTasks } from './data/main-thread';
import { expect, test } from './story';

const FILMS = 8400;
const LABELS = 20;
const SIZES = { train: 5880, validation: 1260, test: 1260 };
const MOST_MS = 50;
/** Other programs on the same cores lengthen a task now and then, though its work stays the same. */
const TRIES = 3;

// tracing draws its own snapshots on the page's main thread
test.use({ trace: 'off', screenshot: 'off' });

const head: Head = {
  task: 'genres',
  kind: 'labels',
  unit: null,
  title: 'Genres',
  names: Array.from({ length: LABELS }, (_, label) => `Label ${label}`),
};

/** Stores a run whose predictions are made by formula, as the page itself would store it. */
async function store(page: Page, summary: RunSummary): Promise<void> {
  await page.evaluate(
    async ({ summary, films, labels }) => {
      const opened = indexedDB.open('onesheet');
      await new Promise((resolve) => opened.addEventListener('success', resolve));
      const database = opened.result;
      // golden ratio: spread evenly, and no two alike
      const spread = (at: number, step: number) => (at * step) % 1;
      const rows = Array.from({ length: films }, (_, at) => at);
      const outputs = new Float32Array(films * labels).map((_, at) => spread(at, 0.6180339887));
      const predictions = {
        keys: rows.map((at) => `film-${at}`),
        files: rows.map((at) => `film-${at}.jpg`),
        titles: rows.map((at) => `Film ${at}`),
        splits: rows.map((at) => (at % 20 < 14 ? 'train' : at % 20 < 17 ? 'validation' : 'test')),
        actual: new Int32Array(films).fill(-1),
        answers: outputs.map((output, at) => Number(output * 0.4 + spread(at, 0.7548776662) > 0.9)),
        probabilities: outputs,
      };
      const transaction = database.transaction(['runs', 'results'], 'readwrite');
      transaction.objectStore('runs').put(summary);
      transaction.objectStore('results').put({ id: summary.id, predictions, head: null });
      await new Promise((resolve) => transaction.addEventListener('complete', resolve));
      database.close();
    },
    { summary, films: FILMS, labels: LABELS },
  );
}

/** Milliseconds of computation of the longest task from the press until all figures and intervals are there. */
async function longestTask(page: Page, name: string, shown: string, gone: string): Promise<number> {
  const [longest] = await mainThreadTasks(page, { kind: 'choose', name }, shown, gone);
  console.log(`${name}: longest task ${longest.cpu.toFixed(0)} ms`);
  return longest.cpu;
}

test('figures of 8,400 films with 20 labels hold the page for less than 50 ms at a time', async ({
  studio,
  page,
}) => {
  await studio.goTo('Data');
  await page.waitForFunction(() => window.onesheet !== undefined);
  // makes the database
  await page.evaluate(() => window.onesheet?.studio.compute.call('runs', null));
  for (const day of ['2026-01-01', '2026-01-02']) {
    const made = smallRun(day, `${day}T00:00:00Z`, {
      heads: [head],
      classNames: head.names,
      sizes: SIZES,
    });
    await store(page, summaryOf(made));
  }

  const least = { evaluate: Infinity, train: Infinity, compare: Infinity };
  for (let tries = 0; tries < TRIES && Math.max(...Object.values(least)) >= MOST_MS; tries++) {
    // each try begins with nothing loaded and nothing computed, one after the other
    /* oxlint-disable no-await-in-loop */
    await page.reload();
    await studio.goTo('Predict');
    const evaluate = await longestTask(page, 'Evaluate', 'mAP, same for all', 'computing interval');
    const train = await longestTask(page, 'Train 5,880', 'All 5,880', 'computing interval');
    const compare = await longestTask(page, 'Compare', 'mAP', 'computing');
    /* oxlint-enable no-await-in-loop */
    least.evaluate = Math.min(least.evaluate, evaluate);
    least.train = Math.min(least.train, train);
    least.compare = Math.min(least.compare, compare);
  }
  expect(least.evaluate, 'Evaluate opens').toBeLessThan(MOST_MS);
  expect(least.train, 'the larger side').toBeLessThan(MOST_MS);
  expect(least.compare, 'Compare opens').toBeLessThan(MOST_MS);
});
