/**
 * tfjs's WASM backend with threads, started by ourselves. tfjs would hand its helper threads the source text of a
 * function, and a bundler that minifies it leaves names in it that a helper does not have; here the helpers load
 * the original script from its address.
 */
import type { BackendWasm as BackendWasmType } from '@tensorflow/tfjs-backend-wasm';
import { env, findBackendFactory, registerBackend, removeBackend } from '@tensorflow/tfjs-core';

/** Absolute addresses of tfjs's threaded binary and of the script that belongs to it. */
export interface ThreadedWasmFiles {
  /** `tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm`. */
  threadedSimd: string;
  /** `tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js`. */
  threadScript: string;
}

type BackendWasmModule = BackendWasmType['wasm'];

/** Emscripten's way to a C function: its name, what it returns, what it takes. */
interface WithFunctions {
  cwrap(name: string, returns: 'number' | null, takes: 'number'[]): (...values: number[]) => number;
}

/** That of tfjs itself. */
const PRIORITY = 2;

/** Long enough for a slow machine; helpers that do not come would be waited for without end. */
const PATIENCE_MS = 30_000;

/**
 * Replaces tfjs's own registration of `wasm` by one that starts on so many threads, or on one where the helpers do
 * not start. Works only in a page that is cross-origin isolated.
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
        // seen by how many threads there are
        env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
        return ownFactory();
      }
    },
    PRIORITY,
  );
}

/** The binary, with its helpers ready. */
async function startThreaded(files: ThreadedWasmFiles, threads: number): Promise<BackendWasmModule> {
  const [{ default: start }, { wasmWorkerContents }] = await Promise.all([
    import('@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js'),
    import('@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.worker.js'),
  ]);
  // a line break within a string of the script came to us as the line break itself
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

/** @throws Error where the promise takes longer. */
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

/** The functions that tfjs's backend calls by these names. */
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

/** The binary takes half as many threads as it sees cores, whatever it is told; so it is shown twice as many. */
async function withCores<T>(cores: number, work: () => Promise<T>): Promise<T> {
  Object.defineProperty(navigator, 'hardwareConcurrency', { value: cores, configurable: true });
  try {
    return await work();
  } finally {
    // uncovers the browser's own
    Reflect.deleteProperty(navigator, 'hardwareConcurrency');
  }
}
