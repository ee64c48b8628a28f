/** Nothing leaves the machine: no request to another origin in the whole workflow, and a policy that enforces this. */
import { rmSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page, Worker } from '@playwright/test';
import { DIST } from '../scripts/lib/paths.mjs';
import { startServer } from '../scripts/lib/static-server.mjs';
import { genreHead } from '../src/core/heads';
import { pipeline } from '../src/core/recipe/augmentation';
import { headRun } from '../src/core/run/testing/head-run';
import { makeCollection } from './data/films';
import { WORKSPACE_NAMES } from './pages/studio';
import { expect, test } from './story';

test('from the table to the result, every request stays at the origin', async ({
  studio,
  page,
  site,
  watch,
}) => {
  const made = makeCollection(12);
  const asked: string[] = [];
  page.context().on('request', (request) => asked.push(request.url()));
  const data = await studio.data();
  await data.openFiles(made.csv);
  await data.addFolder(made.posters);
  const train = await studio.train();
  await train.setEpochs(2);
  await train.start();
  await train.finished();
  for (const name of WORKSPACE_NAMES) await studio.goTo(name);
  rmSync(made.folder, { recursive: true });

  const origin = new URL(site.url).origin;
  const outside = asked.filter((url) => !/^(blob|data):/.test(url) && new URL(url).origin !== origin);
  expect(outside).toEqual([]);
  expect(watch.foreign).toEqual([]);
  // there were requests: the model's weights among them
  expect(asked.some((url) => url.includes('/backbones/'))).toBe(true);
});

test('the policy blocks what would leave', async ({ studio, page, watch }) => {
  // an attempt counts as a request even if the policy blocks it
  watch.allow(/Content Security Policy|example\.com/);
  await studio.goTo('Data');
  const attempts = await page.evaluate(async () => {
    const blocked = (promise: Promise<unknown>) =>
      promise.then(
        () => 'went out',
        () => 'stopped',
      );
    const image = new Promise((resolve, reject) => {
      const element = new Image();
      element.addEventListener('load', resolve);
      element.addEventListener('error', reject);
      element.src = 'https://example.com/pixel.png';
    });
    return Promise.all([blocked(fetch('https://example.com/')), blocked(image)]);
  });
  expect(attempts).toEqual(['stopped', 'stopped']);
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.hacked = true';
    document.head.append(script);
  });
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
});

/** Starts one worker of each kind by calls that need it; returns them by name. */
async function startWorkers(page: Page): Promise<Record<string, Worker>> {
  await page.waitForFunction(() => window.onesheet !== undefined);
  await page.evaluate(() => window.onesheet?.addInputs());
  await page.setInputFiles('#automation-files', 'e2e/fixtures/images/rgb.jpg');
  const run = headRun([], [{ head: genreHead(['Comedy', 'Horror']), answers: [], outputs: [] }]);
  await page.evaluate(
    async ([augmentation, { heads, predictions }]) => {
      const automation = window.onesheet;
      if (!automation) throw new Error('The page is not open for automation.');
      const { data, compute, figures } = automation.studio;
      await compute.call('backends', null);
      await figures.call('head', { run: { heads, predictions }, split: 'test', head: 0 });
      const { posters } = await data.call('openLoose', { input: automation.takeInput() });
      const images = { fit: 'pad' as const, width: 32, height: 32 };
      const keys = posters.map(({ key }) => key);
      await data.call('posterBatch', { keys, images, augmentation, seed: 1, epoch: 1 });
    },
    [pipeline('write-up-a'), run] as const,
  );
  const named = page
    .workers()
    .map(async (worker) => [await worker.evaluate(() => self.name), worker] as const);
  return Object.fromEntries(await Promise.all(named));
}

/** What a worker could do with scripts and addresses that are not the page's. */
async function tryToLeave(worker: Worker, elsewhere: string): Promise<string[]> {
  return worker.evaluate(async (elsewhere) => {
    const outcome = (attempt: Promise<unknown>) =>
      attempt.then(
        () => 'done',
        () => 'refused',
      );
    // the debugger, which runs this, may evaluate text; a timer may not
    const evaluated = new Promise((resolve, reject) => {
      setTimeout(() => {
        try {
          // oxlint-disable-next-line no-eval
          resolve((0, eval)('1 + 1'));
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      });
    });
    const address = `${elsewhere}script.js`;
    return Promise.all([
      outcome(fetch(address)),
      outcome(import(/* @vite-ignore */ address)),
      outcome(evaluated),
    ]);
  }, elsewhere);
}

for (const { host, headers } of [
  { host: 'our server, with its headers', headers: true },
  { host: 'a host that sends no headers', headers: false },
])
  test(`the policy holds every kind of worker on ${host}`, async ({ page, watch }) => {
    // another origin that would answer
    let asked = 0;
    const foreign = http.createServer((_, response) => {
      asked++;
      response.writeHead(200, {
        'Content-Type': 'text/javascript',
        'Access-Control-Allow-Origin': '*',
        'Cross-Origin-Resource-Policy': 'cross-origin',
      });
      response.end('export default 1;');
    });
    await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve));
    const elsewhere = `http://127.0.0.1:${(foreign.address() as AddressInfo).port}/`;
    const site = await startServer({ root: DIST, isolation: headers, policy: headers });
    watch.allow(/Content Security Policy/);
    watch.allow(new RegExp(`^GET (${site.url}|${elsewhere})`));
    await page.goto(site.url);

    const workers = await startWorkers(page);
    expect(Object.keys(workers).toSorted()).toEqual(['augment', 'compute', 'data', 'figures']);
    for (const [name, worker] of Object.entries(workers))
      expect({ name, outcomes: await tryToLeave(worker, elsewhere) }).toEqual({
        name,
        outcomes: ['refused', 'refused', 'refused'],
      });
    expect(asked).toBe(0);
    await site.close();
    foreign.close();
  });
