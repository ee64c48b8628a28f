/** The table of kernels: each row with and without our kernel, taking turns in one process per kernel. */
import { mkdir, writeFile } from 'node:fs/promises';
import { attempt, describeMachine, findAdapter, today, type Outcome } from '../train/adapter';
import { fileIn, markdown, mebibytes, type Cells } from '../train/cells';
import type { Options } from '../train/options';
import { runPart, type AdapterReport } from '../train/parts';
import type { BatchSize } from '../train/trainer';
import { KERNEL_BENCHES } from './all';
import type { KernelRow } from './kernel-bench';
import type { BySide, Heats, KernelCost, KernelSpeed } from './measure-kernel';

const FULL: BatchSize & Heats = { batch: 32, size: 224, heats: 5, seconds: 0.2 };
/** What a software adapter can do in a few minutes on two cores. */
const SMALL: BatchSize & Heats = { batch: 2, size: 64, heats: 3, seconds: 0.05 };

export interface KernelResult {
  kernel: string;
  row: KernelRow;
  cost: Outcome<BySide<KernelCost>>;
  speed: Outcome<BySide<KernelSpeed>>;
}

export interface KernelResults {
  date: string;
  machine: string;
  adapter: AdapterReport;
  /** Sizes that were timed; costs are those of batch 32, 224 px. */
  sizes: BatchSize;
  rows: KernelResult[];
}

/** Measures, prints and saves. @throws Error if a requested kernel has no bench. */
export async function benchKernels(options: Options): Promise<void> {
  const benches = chosen(options.only);
  const adapter = await findAdapter(options.adapter);
  const suitable = adapter.software ? SMALL : FULL;
  const sizes = { batch: options.batch ?? suitable.batch, size: options.size ?? suitable.size };
  const heats = { heats: options.heats ?? suitable.heats, seconds: options.seconds ?? suitable.seconds };
  const rows: KernelResult[] = [];
  for (const { file, rows: own } of benches) {
    const costs = await attempt(`${file}: dispatches and processor time`, () =>
      runPart<'kernel-cost'>({ kind: 'kernel-cost', file, batch: FULL.batch, size: FULL.size }),
    );
    const speeds = await attempt(`${file}: time`, () =>
      runPart<'kernel-speed'>({ kind: 'kernel-speed', adapter: adapter.adapter, file, ...sizes, ...heats }),
    );
    for (const [i, row] of own.entries()) {
      const cost = 'failed' in costs ? costs : costs[i];
      const speed = 'failed' in speeds ? speeds : speeds[i];
      rows.push({ kernel: file, row, cost, speed });
    }
  }
  const results = { date: today(), machine: describeMachine(), adapter, sizes, rows };
  console.log(`\n${title(results)}\n${results.date} · ${results.machine}\n${LEGEND}`);
  console.table(rows.map((result) => cells(result, sizes)));
  if (options.save) console.log(`\nKept in ${await save(results, options.save)}`);
}

function chosen(only: readonly string[] | null) {
  const files = KERNEL_BENCHES.map(({ file }) => file);
  const unknown = only?.find((file) => !files.includes(file));
  if (unknown !== undefined)
    throw new Error(`No kernel's bench is called ${unknown}; there are: ${files.join(', ')}`);
  return KERNEL_BENCHES.filter(({ file }) => !only || only.includes(file));
}

function title({ adapter, sizes }: KernelResults): string {
  const small = adapter.software ? ', a software adapter, so that layers are small' : '';
  return `Kernels, layers at batch ${sizes.batch}, ${sizes.size} px, on ${adapter.name}${small}`;
}

const LEGEND =
  "In brackets: without that kernel (tfjs's in its place; beside mixed precision our own float32). Dispatches, processor\n" +
  "time and the most GPU memory at once are those of batch 32, 224 px on Dawn's null adapter.";

const pair = (ours: string, without: string) => `${ours} (${without})`;

function cells({ kernel, row, cost, speed }: KernelResult, sizes: BatchSize): Cells {
  const work = row.at(sizes);
  const found: Cells = { kernel, what: row.what, layer: row.layer, shape: work.shape };
  if ('failed' in cost) found.note = cost.failed;
  else {
    const { ours, without } = cost;
    found.dispatches = pair(String(ours.dispatches), String(without.dispatches));
    found['CPU ms'] = pair(ours.cpuMs.toFixed(2), without.cpuMs.toFixed(2));
    found['GPU MiB'] = pair(mebibytes(ours.gpuBytes), mebibytes(without.gpuBytes));
  }
  if ('failed' in speed) found.note = speed.failed;
  else {
    const { ours, without } = speed;
    const ratio = without.ms / ours.ms;
    found.ms = pair(ours.ms.toFixed(3), without.ms.toFixed(3));
    found.faster = `${ratio.toFixed(ratio < 10 ? 2 : 0)} ×`;
    if (work.flops) found.rate = `${giga(work.flops, ours.ms)} GFLOP/s`;
    else if (work.bytes) found.rate = `${giga(work.bytes, ours.ms)} GB/s`;
    if (ratio < SLOWER) found.note = `slower than ${'mixed' in row.off ? 'float32' : "tfjs's"}`;
  }
  return found;
}

/** Differences closer to one than this are noise. */
const SLOWER = 0.9;

function giga(amount: number, ms: number): string {
  return (amount / ms / 1e6).toFixed(amount / ms / 1e6 < 10 ? 2 : 0);
}

/** Writes the table and the numbers; returns the table's path. */
async function save(results: KernelResults, folder: string): Promise<string> {
  const base = fileIn(folder, 'kernels', results.date, results.adapter.name);
  const table = markdown(results.rows.map((row) => cells(row, results.sizes)));
  await mkdir(folder, { recursive: true });
  await writeFile(
    `${base}.md`,
    `# ${title(results)}\n\n${results.date} · ${results.machine}\n\n${LEGEND}\n\n${table}\n`,
  );
  const numbers = results.rows.map(({ kernel, row: { what, layer }, cost, speed }) => {
    return { kernel, what, layer, cost, speed };
  });
  await writeFile(`${base}.json`, `${JSON.stringify({ ...results, rows: numbers }, null, 2)}\n`);
  return `${base}.md`;
}
