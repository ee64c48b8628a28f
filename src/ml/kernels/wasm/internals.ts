/**
 * The parts of tfjs's WASM backend (4.22) that our kernels stand on and that its types keep private. This is the one
 * place that knows them: a new tfjs version is checked here.
 */
import * as tf from '@tensorflow/tfjs-core';

/** The backend as it is inside. */
export interface WasmInternals {
  wasm: {
    _malloc(bytes: number): number;
    _free(address: number): void;
    tfjs: { getThreadsCount(): number };
    /** Of the threaded binary. */
    wasmMemory?: WebAssembly.Memory;
    /** Exports of the others. */
    asm?: { memory?: WebAssembly.Memory };
  };
  dataIdMap: { get(dataId: object): { memoryOffset: number } };
  makeOutput(shape: number[], dtype: tf.DataType): tf.TensorInfo;
}

/** The inside of a WASM backend; of the current one by default. */
export function wasmInternals(backend: tf.KernelBackend = tf.backend()): WasmInternals {
  return backend as unknown as WasmInternals;
}

/** @throws Error where tfjs keeps it elsewhere. */
export function memoryOf({ wasm }: WasmInternals): WebAssembly.Memory {
  const memory = wasm.wasmMemory ?? wasm.asm?.memory;
  if (!memory) throw new Error('The memory of tfjs’s WASM backend was not found.');
  return memory;
}
