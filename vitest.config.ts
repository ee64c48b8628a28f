import { defineConfig } from 'vitest/config';
import { vulkanEnvironment } from './scripts/lib/vulkan.mjs';

// the processes that run the tests are started with it
Object.assign(process.env, vulkanEnvironment());

// *.real.test.ts need the table and posters of ../shared and run only with `npm run test:real`
const real = '{src,scripts,bench}/**/*.real.test.{ts,tsx}';
const layers = 'scripts/layers.test.ts';
const core = 'src/core/**/*.test.ts';

export default defineConfig({
  test: {
    // a busy machine is no failure
    testTimeout: 120_000,
    hookTimeout: 120_000,
    setupFiles: ['scripts/lib/fixed-chance.ts'],
    // two cores: more workers only take turns
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{src,scripts,bench}/**/*.test.{ts,tsx}'],
          exclude: [real, layers, core],
        },
      },
      // core keeps no state, so its tests share a process: one for each file took twice the time of the tests
      { extends: true, test: { name: 'core', include: [core], exclude: [real], isolate: false } },
      { extends: true, test: { name: 'layers', include: [layers] } },
      { extends: true, test: { name: 'real', include: [real], testTimeout: 600_000 } },
    ],
  },
});
