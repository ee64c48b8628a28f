/**
 * The tfjs WASM backend: where its binaries are, and whether this machine supports SIMD and threads. Threads need
 * shared memory, which a page has only if it is cross-origin isolated.
 */
import type { BackendReport } from '../../core/run/run';
import { registerThreadedWasm, type ThreadedWasmFiles } from './wasm-threads';

/** URLs of the binaries in `@tensorflow/tfjs-backend-wasm/dist`, and of the thread script. */
export interface WasmFiles extends ThreadedWasmFiles {
  plain: string;
  simd: string;
}

/** The number of helpers that the binary prepares at start; it would wait forever for another one. */
const MAX_THREADS = 8;

let files: WasmFiles | null = null;

/** Sets the URLs of the binaries. Must be called before the backend is started; Node finds them without it. */
export function configureWasm(paths: WasmFiles): void {
  files = paths;
}

/** A function with two SIMD instructions (`i8x16.splat`, `i8x16.popcnt`), which only an engine with SIMD accepts. */
const SIMD_MODULE = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98,
  11,
]);

/** What WASM offers on this machine. Loads nothing. */
export function probeWasm(): BackendReport {
  if (typeof WebAssembly === 'undefined')
    return {
      backend: 'wasm',
      available: false,
      device: '',
      software: false,
      reason: 'This browser has no WASM.',
    };
  const threads = wasmThreads();
  return {
    backend: 'wasm',
    available: true,
    device: describeWasm(threads),
    software: false,
    reason: reasonFor(threads),
  };
}

/** Threads to start WASM with: all of a few cores, half of many (two are often one physical core), at most 8. */
export function wasmThreads(): number {
  const cores = globalThis.navigator?.hardwareConcurrency ?? 1;
  return isIsolated() ? Math.min(MAX_THREADS, Math.max(Math.min(cores, 4), Math.floor(cores / 2))) : 1;
}

function isIsolated(): boolean {
  return globalThis.crossOriginIsolated && typeof SharedArrayBuffer !== 'undefined';
}

function reasonFor(threads: number): string {
  if (threads > 1) return `WASM runs on ${threads} threads.`;
  return isIsolated()
    ? 'WASM runs on one thread, since the browser shows one core.'
    : 'WASM runs on one thread, since the page is not cross-origin isolated.';
}

function describeWasm(threads: number): string {
  const simd = WebAssembly.validate(SIMD_MODULE) ? ', SIMD' : '';
  return `${threads} thread${threads === 1 ? '' : 's'}${simd}`;
}

let registered: Promise<void> | null = null;

/** Loads and registers the backend's code, once; `tf.setBackend('wasm')` starts it. */
export function loadWasm(): Promise<void> {
  // registering it again would drop its tensors
  registered ??= register();
  return registered;
}

async function register(): Promise<void> {
  const wasm = await import('@tensorflow/tfjs-backend-wasm');
  if (!files) return;
  wasm.setWasmPaths({
    'tfjs-backend-wasm.wasm': files.plain,
    'tfjs-backend-wasm-simd.wasm': files.simd,
    'tfjs-backend-wasm-threaded-simd.wasm': files.threadedSimd,
  });
  if (isIsolated()) await registerThreadedWasm(files, wasmThreads());
}

/** What the started backend runs on and, if that is less than {@link probeWasm} said, why. */
export async function startedWasm(): Promise<{ device: string; shortfall: string | null }> {
  const { getThreadsCount } = await import('@tensorflow/tfjs-backend-wasm');
  const threads = getThreadsCount();
  return {
    device: describeWasm(threads),
    shortfall:
      threads < wasmThreads() ? 'it runs on one thread, since its helper threads did not start' : null,
  };
}
