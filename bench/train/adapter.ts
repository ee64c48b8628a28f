/** Finds the adapter that a bench runs on, and describes the machine. */
import os from 'node:os';
import type { DawnAdapter } from '../../src/ml/testing/dawn';
import type { Options } from './options';
import { runPart, type AdapterReport } from './parts';

export interface FoundAdapter extends AdapterReport {
  /** What to request from Dawn. */
  adapter: DawnAdapter;
}

/** @throws Error if the machine has none. */
export async function findAdapter(wish: Options['adapter']): Promise<FoundAdapter> {
  const tried: DawnAdapter[] = wish === 'auto' ? ['default', 'software'] : [wish];
  for (const adapter of tried) {
    const report = await runPart<'adapter'>({ kind: 'adapter', adapter }).catch(() => null);
    // without a GPU, the default may be an adapter that does nothing
    if (report && (adapter === 'software' || !/null/i.test(report.name))) return { adapter, ...report };
  }
  throw new Error('No WebGPU adapter was found on this machine.');
}

export function describeMachine(): string {
  const [cpu] = os.cpus();
  return `${cpu.model.trim()}, ${os.cpus().length} cores · ${os.type()} ${os.release()} · Node ${process.version}`;
}

/** The date, for a table's heading and a file's name. */
export const today = () => new Date().toISOString().slice(0, 10);

/** The result of a measurement, or why there is none. */
export type Outcome<T> = T | { failed: string };

/** Prints what is being done, and continues if it fails. */
export async function attempt<T>(what: string, work: () => Promise<T>): Promise<Outcome<T>> {
  console.error(`${what} …`);
  return work().catch((error: unknown) => ({
    failed: error instanceof Error ? error.message : String(error),
  }));
}
