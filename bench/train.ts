/**
 * `npm run bench:train`: a training step, stock tfjs compared with ours, or single kernels (`bench/train/main.ts` says what
 * is measured). `-- --bundle DIR [--platform linux-x64]` only writes the script and Dawn's binary to that folder, to be
 * taken to a machine with a GPU and run with plain Node.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { bundle, SCRIPT } from './train/bundle';
import { runBundled } from './train/run-bundled';

const { values } = parseArgs({
  options: { bundle: { type: 'string' }, platform: { type: 'string', default: 'linux-x64' } },
  strict: false,
});

if (typeof values.bundle === 'string') {
  await bundle(values.bundle, String(values.platform));
  console.log(`Run it with: node ${path.join(values.bundle, SCRIPT)}`);
} else process.exitCode = await runBundled(process.argv.slice(2));
