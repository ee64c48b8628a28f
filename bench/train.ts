/**
 * `npm run bench:train`: a training step, stock tfjs beside ours (`bench/train/main.ts` says what is measured).
 * `-- --bundle DIR [--platform linux-x64]` only writes the script and Dawn's binary there, to be taken to a GPU and run
 * with plain Node. Without it the bundle is made in a temporary folder and run, so that both are the same program.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { bundle, SCRIPT, thisPlatform } from './train/bundle';

const { values } = parseArgs({
  options: { bundle: { type: 'string' }, platform: { type: 'string', default: 'linux-x64' } },
  strict: false,
});

if (typeof values.bundle === 'string') {
  await bundle(values.bundle, String(values.platform));
  console.log(`Run it with: node ${path.join(values.bundle, SCRIPT)}`);
} else {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'onesheet-bench-'));
  try {
    await bundle(folder, thisPlatform());
    process.exitCode = await run([path.join(folder, SCRIPT), ...process.argv.slice(2)]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function run(args: string[]): Promise<number> {
  const child = spawn(process.execPath, args, { stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}
