/** A tensor's own numbers in WASM's memory: one loop over them does the work of a dozen operations. */
import { engine, getBackend, type Tensor, type TensorInfo } from '@tensorflow/tfjs-core';

/** What of tfjs's WASM backend (4.22) this stands on. */
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
 * A tensor without values. What was a matrix or a kernel must not change in place: XNNPACK has a packed copy of it
 * that it knows by the tensor's number.
 */
export function emptyOnWasm(shape: number[]): Tensor {
  return engine().makeTensorFromTensorInfo(wasm().makeOutput(shape, 'float32'));
}

/**
 * Views of float32 tensors on the WASM backend, to be read and written at once: they are void as soon as another
 * tensor is made.
 */
export function wasmValues(tensors: readonly Tensor[]): Float32Array[] {
  const views = () => tensors.map((tensor) => wasm().typedArrayFromHeap(tensor));
  // the first look may bring a tensor over from another backend, and the memory may grow by that
  views();
  return views();
}
