/**
 * tfjs's WASM backend with threads, started by ourselves. tfjs would hand its helper threads the source text of a
 * function, and a bundler that minifies it leaves names in it that a helper does not have; here the helpers load
 * the original script from its address.
 */
import { findBackendFactory, registerBackend, removeBackend } from '@tensorflow/tfjs-core';

/** Addresses of tfjs's threaded binary and of the script that belongs to it. */
export interface ThreadedWasmFiles {
  /** `tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm`. */
  threadedSimd: string;
  /** `tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js`. */
  threadScript: string;
}

/** Emscripten's way to a C function: its name, what it returns, what it takes. */
interface WithFunctions {
  cwrap(name: string, returns: 'number' | null, takes: 'number'[]): (...values: number[]) => number;
}

/** That of tfjs itself. */
const PRIORITY = 2;

/**
 * Registers `wasm` so that it starts on so many threads, in place of tfjs's own registration. Works only in a page
 * that is cross-origin isolated.
 */
export async function registerThreadedWasm(files: ThreadedWasmFiles, threads: number): Promise<void> {
  const [{ BackendWasm }, { default: start }, { wasmWorkerContents }] = await Promise.all([
    import('@tensorflow/tfjs-backend-wasm'),
    import('@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js'),
    import('@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.worker.js'),
  ]);
  if (findBackendFactory('wasm')) removeBackend('wasm');
  registerBackend(
    'wasm',
    async () => {
      // a line break within a string of the script came to us as the line break itself
      const helper = new Blob([wasmWorkerContents.replaceAll('\n', '\\n')], { type: 'text/javascript' });
      const helperUrl = URL.createObjectURL(helper);
      const module = await withCores(threads * 2, () =>
        start({
          mainScriptUrlOrBlob: new URL(files.threadScript, globalThis.location.href).href,
          locateFile: (path) => (path.endsWith('.wasm') ? files.threadedSimd : helperUrl),
        }),
      );
      URL.revokeObjectURL(helperUrl);
      return new BackendWasm(Object.assign(module, { tfjs: bind(module as unknown as WithFunctions) }));
    },
    PRIORITY,
  );
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
