/** Direct access to a tensor's values in WASM memory: one loop over them replaces a dozen operations. */
import { engine, getBackend, type Tensor, type TensorInfo } from '@tensorflow/tfjs-core';

/** The private parts of tfjs's WASM backend (4.22) that this uses. */
interface WasmBackend {
  typedArrayFromHeap(tensor: TensorInfo): Float32Array;
  makeOutput(shape: number[], dtype: 'float32'): TensorInfo;
}

export function isWasm(): boolean {
  return getBackend() === 'wasm';
}

function wasm(): WasmBackend {
  return engine().backend as unknown as WasmBackend;
}

/**
 * A new uninitialised tensor. A tensor that was used as a matrix or kernel must not be changed in place: XNNPACK has a
 * packed copy of it, cached by the tensor's id.
 */
export function emptyOnWasm(shape: number[]): Tensor {
  return engine().makeTensorFromTensorInfo(wasm().makeOutput(shape, 'float32'));
}

/**
 * Views of float32 tensors on the WASM backend. Read and write them at once: they become invalid as soon as another
 * tensor is created.
 */
export function wasmValues(tensors: readonly Tensor[]): Float32Array[] {
  const views = () => tensors.map((tensor) => wasm().typedArrayFromHeap(tensor));
  // the first access may move a tensor from another backend, which can grow the memory
  views();
  return views();
}
