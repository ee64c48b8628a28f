/**
 * Starts the tfjs WASM backend with threads. tfjs would send its helper threads the source text of a function, and a
 * minifying bundler leaves names in it that do not exist in a helper. Here the helpers load the original script from
 * its URL instead.
 */
import type { BackendWasm as BackendWasmType } from '@tensorflow/tfjs-backend-wasm';
import { env, findBackendFactory, registerBackend, removeBackend } from '@tensorflow/tfjs-core';

/** Absolute URLs of the threaded tfjs binary and its script. */
export interface ThreadedWasmFiles {
  /** `tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm`. */
  threadedSimd: string;
  /** `tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js`. */
  threadScript: string;
}

type BackendWasmModule = BackendWasmType['wasm'];

/** Emscripten's `cwrap`: name, return type, argument types. */
interface WithFunctions {
  cwrap(name: string, returns: 'number' | null, takes: 'number'[]): (...values: number[]) => number;
}

/** The priority that tfjs itself registers with. */
const PRIORITY = 2;

/** Enough for a slow machine. Without a limit, helpers that never start would be waited for forever. */
const PATIENCE_MS = 30_000;

/**
 * Replaces the tfjs registration of `wasm` by one that starts with `threads` threads, or with one thread if the
 * helpers fail to start. Works only on a cross-origin isolated page.
 */
export async function registerThreadedWasm(files: ThreadedWasmFiles, threads: number): Promise<void> {
  const { BackendWasm } = await import('@tensorflow/tfjs-backend-wasm');
  const ownFactory = findBackendFactory('wasm');
  removeBackend('wasm');
  registerBackend(
    'wasm',
    async () => {
      try {
        return new BackendWasm(await startThreaded(files, threads));
      } catch {
        // the thread count shows this
        env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
        return ownFactory();
      }
    },
    PRIORITY,
  );
}

/** The threaded binary with its helpers ready. */
async function startThreaded(files: ThreadedWasmFiles, threads: number): Promise<BackendWasmModule> {
  const [{ default: start }, { wasmWorkerContents }] = await Promise.all([
    import('@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js'),
    import('@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.worker.js'),
  ]);
  // our copy of the script has real line breaks inside a string literal
  const helper = new Blob([wasmWorkerContents.replaceAll('\n', '\\n')], { type: 'text/javascript' });
  const helperUrl = URL.createObjectURL(helper);
  try {
    const started = withCores(threads * 2, () =>
      start({
        mainScriptUrlOrBlob: files.threadScript,
        locateFile: (path) => (path.endsWith('.wasm') ? files.threadedSimd : helperUrl),
      }),
    );
    const module = await within(PATIENCE_MS, started);
    return Object.assign(module, { tfjs: bind(module as unknown as WithFunctions) });
  } finally {
    URL.revokeObjectURL(helperUrl);
  }
}

/** @throws Error if the promise takes longer. */
async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Not ready after ${milliseconds} ms.`)), milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The functions that the tfjs backend calls by these names. */
function bind(module: WithFunctions) {
  return {
    init: module.cwrap('init', null, []),
    initWithThreadsCount: module.cwrap('init_with_threads_count', null, ['number']),
    getThreadsCount: module.cwrap('get_threads_count', 'number', []),
    registerTensor: module.cwrap('register_tensor', null, ['number', 'number', 'number']),
    disposeData: module.cwrap('dispose_data', null, ['number']),
    dispose: module.cwrap('dispose', null, []),
  };
}

/** The binary always uses half as many threads as it sees cores, so it is shown twice as many. */
async function withCores<T>(cores: number, work: () => Promise<T>): Promise<T> {
  Object.defineProperty(navigator, 'hardwareConcurrency', { value: cores, configurable: true });
  try {
    return await work();
  } finally {
    // removes the override, so that the browser's own value is visible again
    Reflect.deleteProperty(navigator, 'hardwareConcurrency');
  }
}
