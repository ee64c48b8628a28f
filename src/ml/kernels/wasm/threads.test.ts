/** The threaded module with real threads: Node workers that share its memory. */
import { Worker } from 'node:worker_threads';
import { afterAll, expect, it } from 'vitest';
import { BINARIES } from './binaries';
import { KERNEL_NAMES } from './kernel-names';

const HELPERS = 2;
const LENGTH = 10_007;
const [CONTROL, NUMBERS, A, B, SUM] = [0, 64, 4096, 4096 + 65_536, 4096 + 2 * 65_536];

const memory = new WebAssembly.Memory({ initial: 8, maximum: 65_536, shared: true });
const module = new WebAssembly.Module(Buffer.from(BINARIES.threaded, 'base64'));
const exports = new WebAssembly.Instance(module, { env: { memory } }).exports as {
  launch(control: number, kernel: number, numbers: number, chunks: number): void;
  stop(control: number): void;
};

const SCRIPT = `const { workerData, parentPort } = require('node:worker_threads');
const { module, memory, control } = workerData;
const { serve } = new WebAssembly.Instance(module, { env: { memory } }).exports;
parentPort.postMessage('ready');
serve(control);`;

const helpers = Array.from(
  { length: HELPERS },
  () => new Worker(SCRIPT, { eval: true, workerData: { module, memory, control: CONTROL } }),
);
const ended = helpers.map((helper) => new Promise((resolve) => helper.once('exit', resolve)));
const ready = helpers.map((helper) => new Promise((resolve) => helper.once('message', resolve)));

afterAll(async () => {
  await Promise.all(helpers.map((helper) => helper.terminate()));
});

const numbers = new Int32Array(memory.buffer);
const floats = new Float32Array(memory.buffer);

it('runs every chunk of a thousand jobs once, and ends its helpers when told to', async () => {
  await Promise.all(ready);
  for (let i = 0; i < LENGTH; i++) floats[(A >> 2) + i] = i;
  let wrong = 0;
  for (let job = 0; job < 1000; job++) {
    const chunks = 1 + (job % 13);
    floats.fill(job, B >> 2, (B >> 2) + LENGTH);
    floats.fill(-1, SUM >> 2, (SUM >> 2) + LENGTH);
    numbers.set([A, B, SUM, LENGTH, 0], NUMBERS >> 2);
    exports.launch(CONTROL, KERNEL_NAMES.indexOf('addActivate'), NUMBERS, chunks);
    for (let i = 0; i < LENGTH; i++) if (floats[(SUM >> 2) + i] !== i + job) wrong++;
  }
  exports.stop(CONTROL);
  expect(wrong).toBe(0);
  expect(await Promise.all(ended)).toEqual([0, 0]);
});
