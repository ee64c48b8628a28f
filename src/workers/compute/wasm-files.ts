/** Where the build puts tfjs's WASM binaries: `configureWasm` cannot know this. */
import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threadedSimd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import threadScript from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js?url';
import type { WasmFiles } from '../../ml/backends/wasm';

// the development server gives paths, which a worker started from a blob cannot resolve
const absolute = (file: string) => new URL(file, import.meta.url).href;

export const WASM_FILES: WasmFiles = {
  plain: absolute(plain),
  simd: absolute(simd),
  threadedSimd: absolute(threadedSimd),
  threadScript: absolute(threadScript),
};
