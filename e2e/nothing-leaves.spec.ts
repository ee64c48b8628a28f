/** Nothing leaves the machine: no request to any other origin on the whole way, and a policy that holds it. */
import { rmSync } from 'node:fs';
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
  // it did ask for things: the model's weights among them
  expect(asked.some((url) => url.includes('/backbones/'))).toBe(true);
});

test('the policy stops what would leave', async ({ studio, page, watch }) => {
  // an attempt is seen as a request even where the policy stops it
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
