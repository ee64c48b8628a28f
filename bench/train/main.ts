/**
 * The bench's script: a training step of tfjs-layers' `trainOnBatch` and of ours, on two adapters: dispatches and
 * processor time at batch 32, 224 px on one that does no work; images a second on the one that the machine has.
 */
import { readFile } from 'node:fs/promises';
import os from 'node:os';
import { SIDES, type Cost, type Side, type Speed } from './measure';
import { isNetworkName, NETWORKS, type NetworkName } from './networks';
import { parseOptions, USAGE, type Options } from './options';
import { doPart, runPart, type AdapterReport, type Part } from './parts';
import type { Peak } from './peak';
import { printCosts, printSpeeds, save } from './report';
import type { DawnAdapter } from '../../src/ml/testing/dawn';
import type { BatchSize } from './trainer';

/** What a measurement gave, or why there is none. */
export type Outcome<T> = T | { failed: string };

export interface CostRow {
  network: NetworkName;
  side: Side;
  cost: Outcome<Cost>;
}

export interface SpeedRow extends BatchSize {
  network: NetworkName;
  side: Side;
  speed: Outcome<Speed>;
}

/** A row of what `bench/pytorch.py` prints. */
export interface PytorchRow extends BatchSize {
  network: string;
  precision: string;
  imagesPerSecond: number;
  device: string;
}

export interface Results {
  date: string;
  machine: string;
  adapter: AdapterReport;
  peak: Peak;
  costs: CostRow[];
  speeds: SpeedRow[];
  pytorch: PytorchRow[];
}

type Extent = BatchSize & { networks: NetworkName[]; heats: number; seconds: number };

const ALL = Object.keys(NETWORKS).filter(isNetworkName);
const FULL: Extent = { batch: 32, size: 224, networks: ALL, heats: 3, seconds: 3 };
/** What a software adapter does in a few minutes on two cores. */
const SMALL: Extent = { batch: 2, size: 32, networks: ['resnet18'], heats: 1, seconds: 0 };
const COST_STEPS = 5;

async function findAdapter(wish: Options['adapter']): Promise<[DawnAdapter, AdapterReport]> {
  const tried: DawnAdapter[] = wish === 'auto' ? ['default', 'software'] : [wish];
  for (const adapter of tried) {
    const report = await runPart<'adapter'>({ kind: 'adapter', adapter }).catch(() => null);
    // without a GPU the default may be an adapter that does nothing
    if (report && (adapter === 'software' || !/null/i.test(report.name))) return [adapter, report];
  }
  throw new Error('No WebGPU adapter was found on this machine.');
}

async function attempt<T>(what: string, work: () => Promise<T>): Promise<Outcome<T>> {
  console.error(`${what} …`);
  return work().catch((error: unknown) => ({
    failed: error instanceof Error ? error.message : String(error),
  }));
}

async function bench(options: Options): Promise<void> {
  const [adapter, report] = await findAdapter(options.adapter);
  const suitable = report.software ? SMALL : FULL;
  const sizes = { batch: options.batch ?? suitable.batch, size: options.size ?? suitable.size };
  const heats = options.heats ?? suitable.heats;
  const seconds = options.seconds ?? suitable.seconds;
  const pytorch = options.pytorch ? await readPytorch(options.pytorch) : [];

  const costs: CostRow[] = [];
  for (const network of options.networks ?? ALL)
    for (const side of SIDES) {
      const { batch, size } = FULL;
      const part = { kind: 'cost', network, side, steps: COST_STEPS, batch, size } as const;
      const cost = await attempt(`${network}, ${side}: dispatches and processor time`, () =>
        runPart<'cost'>(part),
      );
      costs.push({ network, side, cost });
    }
  printCosts(costs, FULL);

  console.error('peak of a matrix product …');
  const peak = await runPart<'peak'>({ kind: 'peak', adapter, side: report.software ? 512 : 4096 });
  const speeds: SpeedRow[] = [];
  for (const network of options.networks ?? suitable.networks)
    for (const side of SIDES) {
      const part = { kind: 'speed', adapter, network, side, heats, seconds, ...sizes } as const;
      const speed = await attempt(`${network}, ${side}: images a second`, () => runPart<'speed'>(part));
      speeds.push({ network, side, ...sizes, speed });
    }
  const results: Results = {
    date: new Date().toISOString().slice(0, 10),
    machine: describeMachine(),
    adapter: report,
    peak,
    costs,
    speeds,
    pytorch,
  };
  printSpeeds(results);
  if (options.save) console.log(`\nKept in ${await save(results, FULL, options.save)}`);
}

async function readPytorch(file: string): Promise<PytorchRow[]> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as PytorchRow[];
  } catch (cause) {
    throw new Error(`${file} is not what bench/pytorch.py prints.`, { cause });
  }
}

function describeMachine(): string {
  const [cpu] = os.cpus();
  return `${cpu.model.trim()}, ${os.cpus().length} cores · ${os.type()} ${os.release()} · Node ${process.version}`;
}

const args = process.argv.slice(2);
try {
  if (args[0] === '--part') await doPart(JSON.parse(args[1]) as Part);
  else if (args.includes('--help')) console.log(USAGE);
  else await bench(parseOptions(args));
  // Dawn keeps threads that would hold the process
  process.exit(0);
} catch (error) {
  console.error(args[0] === '--part' ? error : error instanceof Error ? error.message : error);
  process.exit(2);
}
