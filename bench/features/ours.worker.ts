/** Ours, in the same way as a training run: `computeFeatures` on the WASM backend. */
import { WASM_FILES } from '../../src/workers/compute/wasm-files';
import { chooseBackend } from '../../src/ml/backends/backends';
import { configureWasm } from '../../src/ml/backends/wasm';
import type { Backbone } from '../../src/ml/backbones/backbone';
import { BUNDLED } from '../../src/ml/backbones/bundled';
import { loadBundled } from '../../src/ml/weights/load-bundled';
import { computeFeatures } from '../../src/ml/features/compute-features';
import type { PixelRows } from '../../src/ml/features/rebatch';
import { compete, testPixels, type Preparation } from './contest';

const bundled = BUNDLED['open-images-mobilenet-v2'];
const TAPS = ['block_12_add', 'block_13_expand', 'block_15_add'];

let backbone: Backbone;
let shape: Preparation;
let group: PixelRows;

async function* groups(count: number): AsyncGenerator<PixelRows> {
  for (let i = 0; i < count; i++) yield await Promise.resolve(group);
}

compete({
  async prepare(preparation) {
    const { base, batchSize, size, threads } = preparation;
    shape = preparation;
    configureWasm(WASM_FILES);
    const device = await chooseBackend('wasm');
    if (!device.device.startsWith(`${threads} thread`)) throw new Error(`WASM runs on ${device.device}.`);
    const file = await fetch(new URL(bundled.path, base));
    backbone = await loadBundled(bundled, await file.arrayBuffer());
    group = {
      keys: Array.from({ length: batchSize }, (_, i) => String(i)),
      pixels: testPixels(batchSize, size),
    };
  },
  async run(batches) {
    const { size, batchSize } = shape;
    let last = new Float32Array();
    const options = { backbone, taps: TAPS, width: size, height: size, batchSize };
    for await (const { features } of computeFeatures(groups(batches), options))
      last = new Float32Array(features);
    return last;
  },
});
