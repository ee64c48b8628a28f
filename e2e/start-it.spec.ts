/** A person starts the page: with one command, even twice; and the built folder works on any static host. */
import { rmSync } from 'node:fs';
import { DIST } from '../scripts/lib/paths.mjs';
import { startServer } from '../scripts/lib/static-server.mjs';
import { startScript } from './data/child';
import { makeCollection } from './data/films';
import { Studio } from './pages/studio';
import { expect, test } from './story';

test('npm start prints an address that serves the page; a second one uses the next port', async () => {
  const first = startScript('scripts/start.mjs', ['--no-open', '--port', '43180']);
  const [, url] = await first.printed(/(http:\/\/localhost:\d+\/)/);
  const page = await fetch(url.replace('localhost', '127.0.0.1'));
  expect(await page.text()).toContain('<title>Onesheet</title>');
  const second = startScript('scripts/start.mjs', ['--no-open', '--port', '43180']);
  const [, other] = await second.printed(/(http:\/\/localhost:\d+\/)/);
  expect(other).not.toBe(url);
  await Promise.all([first.stop(), second.stop()]);
  await expect(fetch(url.replace('localhost', '127.0.0.1'))).rejects.toThrow();
});

test('under a sub-path, on a host that sends no isolation headers, it still trains', async ({
  page,
  watch,
}) => {
  const host = await startServer({ root: DIST, base: '/films/onesheet/', isolation: false });
  watch.allow(new RegExp(`^GET ${host.url}`));
  const made = makeCollection(6);
  await page.goto(host.url);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
  const studio = new Studio(page);
  const data = await studio.data();
  await data.openFiles(made.csv);
  await data.addFolder(made.posters);
  const train = await studio.train();
  await expect(train.area.getByText(/Runs on WASM, 1 thread/)).toBeVisible();
  await train.setEpochs(2);
  await train.start();
  await train.finished();
  rmSync(made.folder, { recursive: true });
  await host.close();
});
