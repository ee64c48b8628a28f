/**
 * Each of our WebGPU kernels compared with what tfjs does instead, on the shapes of real layers: dispatches, processor
 * time and memory on Dawn's null adapter, milliseconds on the machine's own adapter. `tsx bench/kernels.ts
 * [--only conv2d,pooling] [--batch 32 --size 224] [--save DIR]`; the same as `npm run bench:train -- --kernels`.
 */
import { fileURLToPath } from 'node:url';
import { runBundled } from './train/run-bundled';

export default async function kernels(options: readonly string[] = []): Promise<void> {
  const code = await runBundled(['--kernels', ...options]);
  if (code !== 0) throw new Error(`The kernels' bench ended with code ${code}.`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await kernels(process.argv.slice(2));
