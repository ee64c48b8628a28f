/**
 * Our kernels on tfjs's own WASM memory: they read and write its tensors in place, without a copy. There is one module
 * per started backend, with helper threads if the memory is shared.
 */
import type { KernelBackend, TensorInfo } from '@tensorflow/tfjs-core';
import { backend as currentBackend } from '@tensorflow/tfjs-core';
import type { FusedActivation } from '../activations';
import { BINARIES } from './binaries';
import { startHelpers } from './helpers';
import { memoryOf, wasmInternals, type WasmInternals } from './internals';
import { KERNEL_NAMES, type KernelName } from './kernel-names';

interface KernelExports {
  runKernel(kernel: number, numbers: number, chunk: number, chunks: number): void;
  launch?(control: number, kernel: number, numbers: number, chunks: number): void;
  stop?(control: number): void;
}

/** Bytes for one kernel's arguments, and for the words that threads share. */
const NUMBER_BYTES = 4096;
const CONTROL_BYTES = 64;

/** Work below this number of values is done before a helper would have noticed it. */
const SMALL = 16_384;

const floats = new DataView(new ArrayBuffer(4));

/** Codes of activations as kernel arguments, as in `assembly/simd.ts`. */
export const ACTIVATION_CODES: Record<FusedActivation, number> = { linear: 0, relu: 1, relu6: 2 };

/** Encodes a float32 as a kernel argument. */
export function float(value: number): number {
  floats.setFloat32(0, value);
  return floats.getInt32(0);
}

export class WasmKernels {
  /** Number of threads, including this one. */
  readonly threads: number;
  private readonly memory: WebAssembly.Memory;
  private readonly exports: KernelExports;
  private readonly numbers: number;
  private readonly control: number;
  private words: Int32Array;
  private workspace = { address: 0, bytes: 0 };
  private zeros = { address: 0, bytes: 0 };

  constructor(private readonly inside: WasmInternals) {
    this.memory = memoryOf(inside);
    const shared =
      typeof SharedArrayBuffer !== 'undefined' && this.memory.buffer instanceof SharedArrayBuffer;
    const module = compile(shared);
    this.exports = new WebAssembly.Instance(module, { env: { memory: this.memory } })
      .exports as unknown as KernelExports;
    this.numbers = inside.wasm._malloc(NUMBER_BYTES + CONTROL_BYTES) >>> 0;
    this.control = this.numbers + NUMBER_BYTES;
    this.words = new Int32Array(this.memory.buffer);
    this.words.fill(0, this.numbers >> 2, (this.control + CONTROL_BYTES) >> 2);
    this.threads = shared ? Math.max(1, inside.wasm.tfjs.getThreadsCount()) : 1;
    startHelpers(this.threads - 1, module, this.memory, this.control);
  }

  /** Address of a tensor's values. */
  address(tensor: TensorInfo): number {
    return this.inside.dataIdMap.get(tensor.dataId).memoryOffset;
  }

  /** A new float32 tensor for a kernel to write. */
  output(shape: readonly number[]): TensorInfo {
    return this.inside.makeOutput([...shape], 'float32');
  }

  /** Number of chunks for this much work: a few per thread, one if there is little work. */
  chunks(values: number, each = 4): number {
    return this.threads === 1 || values < SMALL ? 1 : this.threads * each;
  }

  /**
   * Runs a kernel.
   * @param numbers Addresses and integers; encode other numbers by {@link float}.
   */
  run(kernel: KernelName, numbers: readonly number[], chunks = 1): void {
    if (this.words.buffer !== this.memory.buffer) this.words = new Int32Array(this.memory.buffer);
    if (numbers.length * 4 > NUMBER_BYTES) throw new Error(`${kernel} got ${numbers.length} numbers.`);
    const first = this.numbers >>> 2;
    for (let i = 0; i < numbers.length; i++) this.words[first + i] = numbers[i];
    const index = KERNEL_NAMES.indexOf(kernel);
    if (chunks > 1 && this.threads > 1 && this.exports.launch)
      this.exports.launch(this.control, index, this.numbers, chunks);
    else
      for (let chunk = 0; chunk < chunks; chunk++) this.exports.runKernel(index, this.numbers, chunk, chunks);
  }

  /** Scratch memory for a kernel's intermediate values, valid until the next call. 16-byte aligned. */
  scratch(bytes: number): number {
    this.workspace = this.atLeast(this.workspace, bytes);
    return aligned(this.workspace.address);
  }

  /** This many zero bytes, which must not be written to. */
  zerosFor(bytes: number): number {
    const before = this.zeros.bytes;
    this.zeros = this.atLeast(this.zeros, bytes);
    const { address, bytes: there } = this.zeros;
    if (there !== before) new Uint8Array(this.memory.buffer, address, there).fill(0);
    return aligned(address);
  }

  /** Ends the helpers and frees the memory. */
  dispose(): void {
    this.exports.stop?.(this.control);
    for (const { address } of [this.workspace, this.zeros]) if (address) this.inside.wasm._free(address);
  }

  private atLeast(
    room: { address: number; bytes: number },
    bytes: number,
  ): { address: number; bytes: number } {
    if (room.bytes >= bytes + 16) return room;
    if (room.address) this.inside.wasm._free(room.address);
    const wanted = Math.ceil((bytes + 16) * 1.25);
    const address = this.inside.wasm._malloc(wanted) >>> 0;
    if (address === 0) throw new Error(`WASM has no room for ${wanted} bytes.`);
    return { address, bytes: wanted };
  }
}

const aligned = (address: number) => Math.ceil(address / 16) * 16;

/** Uses fused multiply-add if the engine has it. */
function compile(shared: boolean): WebAssembly.Module {
  const relaxed = decode(shared ? BINARIES.threadedRelaxed : BINARIES.singleRelaxed);
  if (WebAssembly.validate(relaxed)) return new WebAssembly.Module(relaxed);
  return new WebAssembly.Module(decode(shared ? BINARIES.threaded : BINARIES.single));
}

function decode(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

let runnable: boolean | null = null;

/** Whether this engine has SIMD, which our kernels need. All current engines have had it since 2023. */
export function hasWasmKernels(): boolean {
  runnable ??= WebAssembly.validate(decode(BINARIES.single));
  return runnable;
}

const started = new WeakMap<object, WasmKernels>();

/** The kernels of a started WASM backend; by default the current one. */
export function wasmKernels(backend: KernelBackend = currentBackend()): WasmKernels {
  const known = started.get(backend);
  if (known) return known;
  const kernels = new WasmKernels(wasmInternals(backend));
  started.set(backend, kernels);
  return kernels;
}
