/** The bundle runs with Node only, from a folder that contains nothing else. */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundle, SCRIPT, thisPlatform } from './bundle';

const run = promisify(execFile);
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'onesheet-bundle-'));
  await bundle(folder, thisPlatform());
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('is one script and one binary', async () => {
  expect((await readdir(folder)).sort()).toEqual([SCRIPT, 'dawn.node']);
});

// the last two are the required limits (stock: 2,028 and 5,301)
it.each([
  ['stock', 'resnet18', 1, 32, 1500, 2500],
  ['mixed', 'resnet18', 1, 32, 100, 330],
  ['ours', 'resnet18', 32, 224, 100, 330],
  ['ours', 'mobilenet-v2', 32, 224, 100, 700],
] as const)(
  'counts the dispatches of a step: %s, %s, batch %i, %i px',
  { timeout: 300_000 },
  async (side, network, batch, size, least, most) => {
    const part = { kind: 'cost', network, side, steps: 1, batch, size };
    const { stdout } = await run(process.execPath, [SCRIPT, '--part', JSON.stringify(part)], {
      cwd: folder,
      env: { PATH: process.env.PATH },
    });
    const result = /^@@result (.*)$/m.exec(stdout);
    const { dispatches, errors } = JSON.parse(result?.[1] ?? '{}') as { dispatches: number; errors: number };
    expect(errors).toBe(0);
    expect(dispatches).toBeGreaterThan(least);
    expect(dispatches).toBeLessThanOrEqual(most);
  },
);

it('prints usage errors as one line', async () => {
  const failing = run(process.execPath, [SCRIPT, '--networks', 'resnet19'], { cwd: folder });
  await expect(failing).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/^No network is called resnet19[^\n]*\n$/),
  });
});
