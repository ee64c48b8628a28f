/** Source text of the script that each helper thread of the tfjs WASM backend runs. tfjs ships it without types. */
declare module '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.worker.js' {
  export const wasmWorkerContents: string;
}
