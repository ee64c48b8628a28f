/**
 * End-to-end tests: the built page in a real Chromium. `story` is one file a person's story; `real` needs the
 * table and posters of ../shared and runs only with `npm run test:real`.
 */
import path from 'node:path';
import { defineConfig } from '@playwright/test';
import { CHROMIUM_FLAGS, findBrowser } from './scripts/lib/browser.mjs';
import { CACHE, DIST } from './scripts/lib/paths.mjs';

const report = process.env.ONESHEET_E2E_REPORT;

export default defineConfig({
  testDir: 'e2e',
  // two runs on two builds do not disturb each other
  outputDir: path.join(CACHE, 'e2e', path.basename(DIST)),
  globalSetup: './e2e/global-setup.ts',
  // two cores, and training takes both
  workers: process.env.ONESHEET_E2E_WORKERS ? Number(process.env.ONESHEET_E2E_WORKERS) : 2,
  fullyParallel: false,
  forbidOnly: !!process.env.CI,
  // a slow or busy machine is no failure
  timeout: 300_000,
  expect: { timeout: 30_000 },
  reporter: report ? [['list'], ['json', { outputFile: report }]] : [['list']],
  use: {
    browserName: 'chromium',
    viewport: { width: 1360, height: 860 },
    launchOptions: { executablePath: findBrowser() ?? undefined, args: CHROMIUM_FLAGS },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'story', testIgnore: '**/*.real.spec.ts' },
    { name: 'real', testMatch: '**/*.real.spec.ts', timeout: 20 * 60_000, workers: 1 },
  ],
});
