/**
 * A training step of tfjs-layers' `trainOnBatch` and of ours, on two adapters: dispatches and processor time at batch 32,
 * 224 px on one that does no work; images per second on the machine's own.
 */
import { readFile } from 'node:fs/promises';
import { attempt, describeMachine, findAdapter, today, type Outcome } from './adapter';
import { SIDES, type Cost, type Side, type Speed } from './measure';
import { isNetworkName, NETWORKS, type NetworkName } from './networks';
import type { Options } from './options';
import { runPart, type AdapterReport } from './parts';
import type { Peak } from './peak';
import { printCosts, printSpeeds, save } from './report';
import type { BatchSize } from './trainer';

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

/** A row of the output of `bench/pytorch.py`. */
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
/** What a software adapter can do in a few minutes on two cores. */
const SMALL: Extent = { batch: 2, size: 32, networks: ['resnet18'], heats: 1, seconds: 0 };
const COST_STEPS = 5;

/** Measures, prints and saves. */
export async function benchSteps(options: Options): Promise<void> {
  const report = await findAdapter(options.adapter);
  const { adapter } = report;
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
    date: today(),
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
