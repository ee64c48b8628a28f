/** Measures the rows of one kernel, its two sides taking turns, in its own process like all measurements here. */
import * as tf from '@tensorflow/tfjs-core';
import { watchDevice } from '../../src/ml/backends/webgpu-device';
import { flush, internals } from '../../src/ml/kernels/webgpu/internals';
import { promptly, recordStep } from '../../src/ml/kernels/webgpu/step-graph';
import { countDispatches, cpuMs, median, startFresh, timed } from '../train/measure';
import type { BatchSize } from '../train/trainer';
import { KERNEL_BENCHES } from './all';
import type { KernelRow, SizedWork, Work } from './kernel-bench';
import { onSide, opsOf, type Side } from './sides';

const SIDES: readonly Side[] = ['ours', 'without'];

export type BySide<T> = Record<Side, T>;

export interface KernelCost {
  dispatches: number;
  /** Processor time of this process, all threads. */
  cpuMs: number;
  /** Peak memory in use, in addition to the inputs. */
  gpuBytes: number;
}

export interface KernelSpeed {
  ms: number;
  /** Of each heat, in the order in which they ran. */
  heats: number[];
}

export interface Heats {
  heats: number;
  /** Duration of one heat. */
  seconds: number;
}

const COST_HEATS = 5;
const COST_RUNS = 10;

/** For the null adapter: dispatches, processor time and memory. */
export async function measureKernelCosts(file: string, sizes: BatchSize): Promise<BySide<KernelCost>[]> {
  await startFresh();
  return inTurn(rowsOf(file), sizes, async (row, works) => {
    const counted = bySide((side) => {
      const run = () => onSide(row.off, side, () => runOnce(works[side]));
      run();
      run();
      const counter = countDispatches();
      run();
      return { dispatches: counter.stop(), gpuBytes: mostInUse(run), run };
    });
    const spent: BySide<number[]> = { ours: [], without: [] };
    for (let heat = 0; heat < COST_HEATS; heat++)
      for (const side of SIDES) {
        const before = cpuMs();
        for (let i = 0; i < COST_RUNS; i++) counted[side].run();
        flush(internals());
        spent[side].push((cpuMs() - before) / COST_RUNS);
      }
    return bySide((side) => {
      const { dispatches, gpuBytes } = counted[side];
      return { dispatches, gpuBytes, cpuMs: median(spent[side]) };
    });
  });
}

/**
 * Milliseconds on the adapter. The work is recorded once and replayed; otherwise small kernels would be measured by the CPU
 * time that tfjs needs for each, which is already in the costs.
 */
export async function measureKernelSpeeds(
  file: string,
  sizes: BatchSize,
  { heats, seconds }: Heats,
): Promise<BySide<KernelSpeed>[]> {
  await startFresh();
  return inTurn(rowsOf(file), sizes, async (row, works) => {
    const gpu = internals();
    const graphs = bySide((side) =>
      onSide(row.off, side, () => {
        promptly(() => runOnce(works[side]));
        return recordStep(gpu, () => {
          runOnce(works[side]);
          return {};
        }).graph;
      }),
    );
    const play = async (side: Side, times: number) => {
      for (let i = 0; i < times; i++) graphs[side].play();
      await gpu.device.queue.onSubmittedWorkDone();
    };
    const times = bySide(() => 1);
    for (const side of SIDES) {
      await play(side, 1);
      const once = await timed(() => play(side, 1));
      times[side] = Math.max(1, Math.min(2000, Math.round(seconds / once)));
    }
    const taken: BySide<number[]> = { ours: [], without: [] };
    for (let heat = 0; heat < heats; heat++)
      for (const side of SIDES)
        taken[side].push((1000 * (await timed(() => play(side, times[side])))) / times[side]);
    watchDevice()?.check();
    for (const side of SIDES) graphs[side].dispose();
    return bySide((side) => ({ ms: median(taken[side]), heats: taken[side] }));
  });
}

function rowsOf(file: string): readonly KernelRow[] {
  const bench = KERNEL_BENCHES.find((one) => one.file === file);
  if (!bench) throw new Error(`No kernel is called ${file}.`);
  return bench.rows;
}

/** Row after row, each with the work of both sides. */
async function inTurn<T>(
  rows: readonly KernelRow[],
  sizes: BatchSize,
  measure: (row: KernelRow, works: BySide<Work>) => Promise<T>,
): Promise<T[]> {
  const results: T[] = [];
  for (const row of rows) {
    const sized: SizedWork = row.at(sizes);
    const works = bySide((side) => onSide(row.off, side, () => sized.start(opsOf(row.off, side))));
    results.push(await measure(row, works));
    for (const side of SIDES) works[side].dispose();
  }
  return results;
}

function bySide<T>(of: (side: Side) => T): BySide<T> {
  return { ours: of('ours'), without: of('without') };
}

function runOnce(work: Work): void {
  tf.dispose(work.run());
}

function mostInUse(run: () => void): number {
  const pool = internals().bufferManager;
  flush(internals());
  const acquire = pool.acquireBuffer.bind(pool);
  const before = pool.numBytesUsed;
  let most = before;
  pool.acquireBuffer = (...wanted) => {
    const buffer = acquire(...wanted);
    most = Math.max(most, pool.numBytesUsed);
    return buffer;
  };
  // as in training: the buffer of a disposed tensor is reused at once
  promptly(run);
  pool.acquireBuffer = acquire;
  return most - before;
}
