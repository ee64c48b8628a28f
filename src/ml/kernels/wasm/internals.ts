/**
 * The private parts of tfjs's WASM backend (4.22) that our kernels rely on. Only this file knows them: check it when
 * tfjs is updated.
 */
import * as tf from '@tensorflow/tfjs-core';

/** The private members of the backend. */
export interface WasmInternals {
  wasm: {
    _malloc(bytes: number): number;
    _free(address: number): void;
    tfjs: { getThreadsCount(): number };
    /** Set by the threaded binary. */
    wasmMemory?: WebAssembly.Memory;
    /** Exports of the other binaries. */
    asm?: { memory?: WebAssembly.Memory };
  };
  dataIdMap: { get(dataId: object): { memoryOffset: number } };
  makeOutput(shape: number[], dtype: tf.DataType): tf.TensorInfo;
}

/** The private members of a WASM backend; by default the current one. */
export function wasmInternals(backend: tf.KernelBackend = tf.backend()): WasmInternals {
  return backend as unknown as WasmInternals;
}

/** @throws Error if tfjs keeps the memory elsewhere. */
export function memoryOf({ wasm }: WasmInternals): WebAssembly.Memory {
  const memory = wasm.wasmMemory ?? wasm.asm?.memory;
  if (!memory) throw new Error('The memory of tfjs’s WASM backend was not found.');
  return memory;
}
