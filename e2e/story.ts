/**
 * The base of every story: the built page on a server of its own, the page objects, and a watch that fails a story if
 * the page threw, logged an error or requested anything outside its own origin.
 */
import { test as base, expect, type BrowserContext } from '@playwright/test';
import { DIST } from '../scripts/lib/paths.mjs';
import { startServer, type StaticServer } from '../scripts/lib/static-server.mjs';
import { Studio } from './pages/studio';

interface Watch {
  /** Requests to any other origin, as `GET https://…`. */
  foreign: string[];
  /** Errors thrown or logged in the page or its workers. */
  errors: string[];
  /** Allows what matches: this story provokes the error, or requests the address by pressing a button. */
  allow(pattern: RegExp): void;
}

interface WorkerFixtures {
  site: StaticServer;
}
interface TestFixtures {
  watch: Watch;
  studio: Studio;
}

function watchContext(context: BrowserContext, origin: string): { watch: Watch; problems: () => string[] } {
  const allowed: RegExp[] = [];
  const watch: Watch = { foreign: [], errors: [], allow: (pattern) => allowed.push(pattern) };
  context.on('request', (request) => {
    const url = request.url();
    if (/^(data|blob|about):/.test(url) || url.startsWith(`${origin}/`)) return;
    watch.foreign.push(`${request.method()} ${url}`);
  });
  context.on('weberror', (error) => watch.errors.push(String(error.error())));
  context.on('console', (message) => {
    if (message.type() === 'error') watch.errors.push(message.text());
  });
  const problems = () =>
    [...watch.errors, ...watch.foreign].filter((text) => !allowed.some((pattern) => pattern.test(text)));
  return { watch, problems };
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  site: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const site = await startServer({ root: DIST });
      await use(site);
      await site.close();
    },
    { scope: 'worker' },
  ],
  baseURL: ({ site }, use) => use(site.url),
  watch: [
    async ({ context, site }, use) => {
      const { watch, problems } = watchContext(context, new URL(site.url).origin);
      await use(watch);
      expect.soft(problems(), 'errors in the page, and requests that leave its origin').toEqual([]);
    },
    { auto: true },
  ],
  studio: async ({ page }, use) => {
    const studio = new Studio(page);
    await studio.open();
    await use(studio);
  },
});

export { expect };
