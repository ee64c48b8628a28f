/**
 * How many forward passes a training step costs on WASM: forward with the norms' moving averages, forward with the batch's
 * statistics, and a whole step with Adam, taking turns, with two threads in a Chromium worker; after each, PyTorch on the
 * same CPU (on a busy machine PyTorch suffers most). `tsx bench/train-wasm.ts [--profile]`.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromium, type Page } from 'playwright';
import { build } from 'vite';
import { CHROMIUM_FLAGS, findBrowser } from '../scripts/lib/browser.mjs';
import { startServer } from '../scripts/lib/static-server.mjs';
import { machine } from './machine';
import type { NetworkName, Trial, TrialResult } from './train-wasm/trial';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const BATCH = 8;
const HEATS = 5;
const THREADS = 2;
const NETWORKS: NetworkName[] = ['resnet18', 'mobilenet-v2'];
const SIZES = [96, 224];

interface PytorchResult {
  forward: number[];
  trainingForward: number[];
  step: number[];
  version: string;
  threads: number;
}

export interface TrainWasmRow extends Trial {
  wasm: TrialResult;
  /** Null if there is no PyTorch on this machine. */
  pytorch: PytorchResult | null;
}

/** Builds the benchmark's page in the same way as the product, and runs the trials. */
export default async function trainWasm(): Promise<TrainWasmRow[]> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'onesheet-train-wasm-'));
  try {
    await build({
      root: path.join(HERE, 'train-wasm'),
      configFile: false,
      base: './',
      logLevel: 'error',
      worker: { format: 'es' },
      build: { outDir: folder, emptyOutDir: true, target: 'es2023' },
    });
    return await inBrowser(folder, async (page) => {
      const rows: TrainWasmRow[] = [];
      for (const network of NETWORKS)
        for (const size of SIZES) {
          const trial: Trial = { network, size, batch: BATCH, heats: HEATS };
          console.error(`${network}, ${size} px …`);
          const wasm = await page.evaluate((one) => window.measure(one), trial);
          rows.push({ ...trial, wasm, pytorch: await pytorch(trial) });
        }
      print(rows);
      return rows;
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function inBrowser<T>(folder: string, work: (page: Page) => Promise<T>): Promise<T> {
  const server = await startServer({ root: folder });
  const browser = await chromium.launch({
    executablePath: findBrowser() ?? undefined,
    args: CHROMIUM_FLAGS,
  });
  try {
    const page = await browser.newPage();
    await page.goto(server.url);
    return await work(page);
  } finally {
    await browser.close();
    await server.close();
  }
}

async function pytorch({ network, batch, size, heats }: Trial): Promise<PytorchResult | null> {
  const script = path.join(HERE, 'train-wasm', 'pytorch.py');
  const python = process.env.PYTHON ?? '/usr/bin/python3';
  const numbers = [batch, size, heats, THREADS].map(String);
  try {
    const { stdout } = await promisify(execFile)(python, [script, network, ...numbers]);
    return JSON.parse(stdout) as PytorchResult;
  } catch (error) {
    console.error(`No PyTorch: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
    return null;
  }
}

const best = (seconds: readonly number[]) => Math.min(...seconds);
const inMs = (seconds: readonly number[]) => (best(seconds) * 1000).toFixed(0);
const ratio = (one: readonly number[], other: readonly number[]) => (best(one) / best(other)).toFixed(2);

function print(rows: TrainWasmRow[]): void {
  console.log(
    `\nA training step on WASM, batch ${BATCH}, Adam, best of ${HEATS} heats in turn, milliseconds`,
  );
  console.log(machine());
  console.table(
    rows.flatMap(({ network, size, wasm, pytorch: torch }) => {
      const of = (who: string, seconds: TrialResult | PytorchResult) => ({
        network,
        px: size,
        who,
        forward: inMs(seconds.forward),
        'forward, training': inMs(seconds.trainingForward),
        step: inMs(seconds.step),
        'step / forward': ratio(seconds.step, seconds.forward),
        'step / training forward': ratio(seconds.step, seconds.trainingForward),
        'stock forward': 'stockForward' in seconds ? inMs(seconds.stockForward) : '',
        'differs from it by': 'difference' in seconds ? seconds.difference.toExponential(1) : '',
      });
      const ours = of(`ours, ${wasm.device}`, wasm);
      return torch ? [ours, of(`PyTorch ${torch.version}, ${torch.threads} threads`, torch)] : [ours];
    }),
  );
  if (process.argv.includes('--profile'))
    for (const { network, size, wasm } of rows) {
      console.log(`\n${network}, ${size} px: milliseconds of one step by kernel`);
      for (const [name, ms] of wasm.kernels.toSorted((a, b) => b[1] - a[1]))
        console.log(`${ms.toFixed(1).padStart(9)}  ${name}`);
    }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await trainWasm();
