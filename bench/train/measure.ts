/** One measurement on one adapter, started in its own process, so that sides and networks do not share memory. */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops';
import { letGo, loadWebGPU, watchDevice } from '../../src/ml/backends/webgpu-device';
import { internals } from '../../src/ml/kernels/webgpu/internals';
import { architectureNamed, type NetworkName } from './networks';
import { ourTrainer } from './ours';
import { stockTrainer, type Initial } from './stock';
import type { BatchSize, Trainer } from './trainer';

/** `mixed` is ours in mixed precision. */
export type Side = 'stock' | 'ours' | 'mixed';
export const SIDES: readonly Side[] = ['stock', 'ours', 'mixed'];

export interface Cost {
  dispatches: number;
  /** Processor time of this process, all threads, for one step. */
  cpuMs: number;
  /** Memory that the backend has allocated after the steps: it never frees buffers. */
  gpuBytes: number;
  /** Number of errors that the device reported, for example because a tensor exceeds the adapter's limits. */
  errors: number;
}

export interface Speed {
  imagesPerSecond: number;
  /** Of each heat, in the order in which they ran. */
  heats: number[];
  gpuBytes: number;
  /** After the last step: both sides should have learned the batch by then. */
  loss: number;
}

export async function startFresh(): Promise<void> {
  letGo();
  await loadWebGPU();
  if (!(await tf.setBackend('webgpu'))) throw new Error('WebGPU did not start.');
  await tf.ready();
}

async function trainerOf(
  side: Side,
  network: NetworkName,
  sizes: BatchSize,
  initial: Initial = 'heNormal',
): Promise<Trainer> {
  const architecture = architectureNamed(network);
  return side === 'stock'
    ? stockTrainer(architecture, sizes, initial)
    : ourTrainer(architecture, sizes, side === 'mixed');
}

/** Processor time of this process, all threads, since it started. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Dispatches and processor time: for the null adapter, which does no work. */
export async function measureCost(
  network: NetworkName,
  side: Side,
  sizes: BatchSize,
  steps: number,
): Promise<Cost> {
  await startFresh();
  let errors = 0;
  internals().device.addEventListener('uncapturederror', () => errors++);
  const trainer = await trainerOf(side, network, sizes, 'zeros');
  // warms up the compiler and tfjs's buffer pool
  for (let i = 0; i < 3; i++) await trainer.steps(1);
  const counter = countDispatches();
  await trainer.steps(1);
  const dispatches = counter.stop();
  const started = cpuMs();
  // one step at a time, reading its loss, as trainOnBatch does
  for (let i = 0; i < steps; i++) await trainer.steps(1);
  const spent = (cpuMs() - started) / steps;
  return { dispatches, cpuMs: spent, gpuBytes: internals().memory().numBytesAllocatedInGPU, errors };
}

/** Counts dispatches until it is stopped. */
export function countDispatches(): { stop(): number } {
  const prototype = GPUComputePassEncoder.prototype;
  // oxlint-disable-next-line typescript/unbound-method -- called with its own `this` below
  const original = prototype.dispatchWorkgroups;
  let count = 0;
  prototype.dispatchWorkgroups = function (...sizes) {
    count++;
    return original.apply(this, sizes);
  };
  return {
    stop() {
      prototype.dispatchWorkgroups = original;
      return count;
    },
  };
}

/** Images per second, the sides taking turns: a heat is a number of steps, then reading the last one's loss. */
export async function measureSpeed(
  network: NetworkName,
  side: Side,
  sizes: BatchSize,
  { heats, seconds }: { heats: number; seconds: number },
): Promise<Speed> {
  await startFresh();
  const trainer = await trainerOf(side, network, sizes);
  await trainer.steps(1);
  const once = await timed(() => trainer.steps(1));
  const steps = Math.max(1, Math.min(100, Math.round(seconds / once)));
  const rates: number[] = [];
  let loss = NaN;
  for (let heat = 0; heat < heats; heat++) {
    const took = await timed(async () => (loss = await trainer.steps(steps)));
    rates.push((steps * sizes.batch) / took);
  }
  const { numBytesAllocatedInGPU: gpuBytes } = internals().memory();
  watchDevice()?.check();
  trainer.dispose();
  letGo();
  return { imagesPerSecond: median(rates), heats: rates, gpuBytes, loss };
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
