/**
 * The private parts of tfjs's WebGPU backend (4.22) that our kernels rely on. Only this file knows them: check it when
 * tfjs is updated.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';

export interface BufferPool {
  numBytesUsed: number;
  numBytesAllocated: number;
  numFreeBuffers: number;
  freeBuffers: Map<string, GPUBuffer[]>;
  acquireBuffer(size: number, usage: number, mappedAtCreation?: boolean, reuse?: boolean): GPUBuffer;
  releaseBuffer(buffer: GPUBuffer, reuse?: boolean): void;
}

export interface TensorRecord {
  values: tf.BackendValues | null;
  dtype: tf.DataType;
  shape: number[];
  refCount: number;
  resource?: GPUBuffer | null;
}

/** The private members of the backend. */
export interface WebGPUInternals {
  device: GPUDevice;
  queue: GPUQueue;
  bufferManager: BufferPool;
  tensorMap: { get(dataId: object): TensorRecord; has(dataId: object): boolean };
  commandEncoder: GPUCommandEncoder | null;
  computePassEncoder: GPUComputePassEncoder | null;
  commandQueueOwnedIds: WeakSet<object>;
  dispatchCountInPass: number;
  uniformPendingDisposal: GPUBuffer[];
  ensureCommandEncoderReady(): void;
  endComputePassEncoder(): void;
  submitQueue(): void;
  uploadToGPU(dataId: object): void;
  tensorToBinding(tensor: tf.TensorInfo): GPUBindingResource;
  makeTensorInfo(shape: number[], dtype: tf.DataType): tf.TensorInfo;
  disposeData(dataId: object): boolean;
  memory(): { numBytesInGPU: number; numBytesAllocatedInGPU: number };
}

/** The private members of a WebGPU backend; by default the current one. */
export function internals(backend: tf.KernelBackend | WebGPUBackend = tf.backend()): WebGPUInternals {
  return backend as unknown as WebGPUInternals;
}

/** Submits recorded work to the GPU now. */
export function flush(gpu: WebGPUInternals): void {
  gpu.endComputePassEncoder();
  if (gpu.commandEncoder) gpu.submitQueue();
}
