/** Runs each measurement in a separate process by starting the script again, so that none is affected by another's memory. */
import { spawn } from 'node:child_process';
import type { DawnAdapter } from '../../src/ml/testing/dawn';
import { installDawn } from '../../src/ml/testing/dawn';
import type { BySide, Heats, KernelCost, KernelSpeed } from '../kernels/measure-kernel';
import type { Parity } from '../kernels/parity';
import type { Cost, Side, Speed } from './measure';
import type { NetworkName } from './networks';
import type { Peak } from './peak';
import type { BatchSize } from './trainer';

export type Part =
  | { kind: 'adapter'; adapter: DawnAdapter }
  | { kind: 'peak'; adapter: DawnAdapter; side: number }
  | ({ kind: 'cost'; network: NetworkName; side: Side; steps: number } & BatchSize)
  | ({
      kind: 'speed';
      adapter: DawnAdapter;
      network: NetworkName;
      side: Side;
      heats: number;
      seconds: number;
    } & BatchSize)
  | { kind: 'parity'; adapter: DawnAdapter; all: boolean }
  | ({ kind: 'kernel-cost'; file: string } & BatchSize)
  | ({ kind: 'kernel-speed'; adapter: DawnAdapter; file: string } & Heats & BatchSize);

export interface AdapterReport {
  name: string;
  software: boolean;
  features: string[];
}

interface Results {
  adapter: AdapterReport;
  peak: Peak;
  cost: Cost;
  speed: Speed;
  parity: Parity;
  'kernel-cost': BySide<KernelCost>[];
  'kernel-speed': BySide<KernelSpeed>[];
}

/** Marks the result in the output, after whatever Dawn prints. */
const MARK = '@@result ';

/** Runs a part in its own process. @throws Error with the process's message if it fails. */
export function runPart<K extends Part['kind']>(part: Extract<Part, { kind: K }>): Promise<Results[K]> {
  const script = process.argv[1];
  const child = spawn(process.execPath, [script, '--part', JSON.stringify(part)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      const line = output.split('\n').find((text) => text.startsWith(MARK));
      if (line) resolve(JSON.parse(line.slice(MARK.length)) as Results[K]);
      else reject(new Error(lastWords(`${output}\n${errors}`) || `ended with code ${code}`));
    });
  });
}

/** The line of a stack trace that says what happened. */
function lastWords(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  return lines.findLast((line) => /Error|memory|lost/i.test(line)) ?? lines.at(-1) ?? '';
}

/** The work of a started process. */
export async function doPart(part: Part): Promise<void> {
  installDawn('adapter' in part ? part.adapter : 'null');
  const result = await measure(part);
  console.log(`${MARK}${JSON.stringify(result)}`);
}

async function measure(part: Part): Promise<Results[keyof Results]> {
  switch (part.kind) {
    case 'adapter':
      return describeAdapter();
    case 'peak': {
      const { measurePeak } = await import('./peak');
      return measurePeak(part.side);
    }
    case 'cost': {
      const { makeRoom } = await import('./null-memory');
      makeRoom();
      const { measureCost } = await import('./measure');
      return measureCost(part.network, part.side, part, part.steps);
    }
    case 'parity': {
      const { checkParity } = await import('../kernels/parity');
      return checkParity(part.all);
    }
    case 'kernel-cost': {
      const { makeRoom } = await import('./null-memory');
      makeRoom();
      const { measureKernelCosts } = await import('../kernels/measure-kernel');
      return measureKernelCosts(part.file, part);
    }
    case 'kernel-speed': {
      const { measureKernelSpeeds } = await import('../kernels/measure-kernel');
      return measureKernelSpeeds(part.file, part, part);
    }
    // the last kind; another would not type-check here
    default: {
      const { measureSpeed } = await import('./measure');
      return measureSpeed(part.network, part.side, part, part);
    }
  }
}

async function describeAdapter(): Promise<AdapterReport> {
  const { probeWebGPU } = await import('../../src/ml/backends/graphics');
  const { available, device, software } = await probeWebGPU();
  if (!available) throw new Error('no adapter');
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  return { name: device, software, features: [...(adapter?.features ?? [])].map(String) };
}
