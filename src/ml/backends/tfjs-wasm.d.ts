/** The script that each helper thread of tfjs's WASM backend runs, as text. tfjs ships it without types. */
declare module '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.worker.js' {
  export const wasmWorkerContents: string;
}
