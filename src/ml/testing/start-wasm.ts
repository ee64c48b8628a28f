/** Starts tfjs on WASM in Node, for kernel tests; returns our kernels for it. */
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { chooseBackend } from '../backends/backends';
import { wasmKernels, type WasmKernels } from '../kernels/wasm/wasm-kernels';

export async function startWasm(): Promise<WasmKernels> {
  await chooseBackend('wasm');
  return wasmKernels();
}
