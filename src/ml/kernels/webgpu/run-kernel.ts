/**
 * Records one compute dispatch of our own WGSL into tfjs's command stream, in order with tfjs's kernels. Unlike tfjs's
 * programs, ours may write several tensors and may write in place.
 *
 * Bindings of group 0, in this order: the written tensors, the read tensors, the uniform `params` (if given).
 */
import * as tf from '@tensorflow/tfjs-core';
import type { WebGPUInternals } from './internals';

export interface Dispatch {
  /** Key of the shader; the same key must always mean the same code and the same number of bindings. */
  key: string;
  /** WGSL with an entry point `main`. Called once per key. */
  code: () => string;
  writes: readonly tf.TensorInfo[];
  reads: readonly tf.TensorInfo[];
  /** Content of the uniform block; its length must be a multiple of 16 bytes. */
  params?: ArrayBuffer;
  workgroups: readonly [number, number, number];
}

interface CompiledKernel {
  pipeline: GPUComputePipeline;
  layout: GPUBindGroupLayout;
}

const writeWatchers = new Set<(tensor: tf.TensorInfo) => void>();

/** Calls `watcher` with every tensor that one of our kernels writes, until the returned function is called. */
export function watchWrites(watcher: (tensor: tf.TensorInfo) => void): () => void {
  writeWatchers.add(watcher);
  return () => writeWatchers.delete(watcher);
}

const compiled = new WeakMap<GPUDevice, Map<string, CompiledKernel>>();
const compiling = new WeakMap<GPUDevice, Map<string, Promise<void>>>();

/** Number of workgroups in one dimension that every WebGPU device supports. */
export const MAX_WORKGROUPS = 65535;

/** The map of this device, created on first use. */
function of<V>(maps: WeakMap<GPUDevice, Map<string, V>>, device: GPUDevice): Map<string, V> {
  const known = maps.get(device);
  if (known) return known;
  const made = new Map<string, V>();
  maps.set(device, made);
  return made;
}

function compile(device: GPUDevice, dispatch: Dispatch): CompiledKernel {
  const cache = of(compiled, device);
  const known = cache.get(dispatch.key);
  if (known) return known;
  const { layout, descriptor } = describe(device, dispatch);
  const kernel = { pipeline: device.createComputePipeline(descriptor), layout };
  cache.set(dispatch.key, kernel);
  return kernel;
}

/** Starts compiling, in parallel with other shaders. */
function compileAhead(device: GPUDevice, dispatch: Dispatch): void {
  const pending = of(compiling, device);
  if (of(compiled, device).has(dispatch.key) || pending.has(dispatch.key)) return;
  const { layout, descriptor } = describe(device, dispatch);
  const done = device.createComputePipelineAsync(descriptor).then((pipeline) => {
    of(compiled, device).set(dispatch.key, { pipeline, layout });
  });
  pending.set(dispatch.key, done);
}

/** Takes the compilations that {@link runKernel} started while tfjs's `WEBGPU_ENGINE_COMPILE_ONLY` was set. */
export function takeCompiling(device: GPUDevice): Promise<void>[] {
  const pending = of(compiling, device);
  const promises = [...pending.values()];
  pending.clear();
  return promises;
}

function describe(
  device: GPUDevice,
  dispatch: Dispatch,
): { layout: GPUBindGroupLayout; descriptor: GPUComputePipelineDescriptor } {
  const types: GPUBufferBindingType[] = [
    ...dispatch.writes.map(() => 'storage' as const),
    ...dispatch.reads.map(() => 'read-only-storage' as const),
    ...(dispatch.params ? ['uniform' as const] : []),
  ];
  const layout = device.createBindGroupLayout({
    label: dispatch.key,
    entries: types.map((type, binding) => ({
      binding,
      visibility: GPUShaderStage.COMPUTE,
      buffer: { type },
    })),
  });
  const descriptor: GPUComputePipelineDescriptor = {
    label: dispatch.key,
    layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
    compute: {
      module: device.createShaderModule({ label: dispatch.key, code: dispatch.code() }),
      entryPoint: 'main',
    },
  };
  return { layout, descriptor };
}

/** Records the dispatch. Tensors must be float32 or int32 and not larger than the device's binding limit. */
export function runKernel(gpu: WebGPUInternals, dispatch: Dispatch): void {
  if (tf.env().getBool('WEBGPU_ENGINE_COMPILE_ONLY')) {
    compileAhead(gpu.device, dispatch);
    return;
  }
  const kernel = compile(gpu.device, dispatch);
  const tensors = [...dispatch.writes, ...dispatch.reads];
  for (const tensor of tensors) {
    gpu.uploadToGPU(tensor.dataId);
    gpu.commandQueueOwnedIds.add(tensor.dataId);
  }
  // an earlier data() may have left a copy on the CPU, which would be returned instead of the new values
  for (const tensor of dispatch.writes) {
    gpu.tensorMap.get(tensor.dataId).values = null;
    for (const watcher of writeWatchers) watcher(tensor);
  }

  const resources = tensors.map((tensor) => gpu.tensorToBinding(tensor));
  if (dispatch.params) {
    const size = dispatch.params.byteLength;
    const buffer = gpu.bufferManager.acquireBuffer(size, GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST);
    gpu.queue.writeBuffer(buffer, 0, dispatch.params);
    gpu.uniformPendingDisposal.push(buffer);
    resources.push({ buffer, size });
  }
  const bindGroup = gpu.device.createBindGroup({
    layout: kernel.layout,
    entries: resources.map((resource, binding) => ({ binding, resource })),
  });
  gpu.ensureCommandEncoderReady();
  gpu.computePassEncoder ??= gpu.commandEncoder?.beginComputePass() ?? null;
  const pass = gpu.computePassEncoder;
  if (!pass) throw new Error('tfjs gave no command encoder');
  pass.setPipeline(kernel.pipeline);
  pass.setBindGroup(0, bindGroup);
  pass.dispatchWorkgroups(...dispatch.workgroups);
  gpu.dispatchCountInPass++;
  if (gpu.dispatchCountInPass >= tf.env().getNumber('WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE')) {
    gpu.endComputePassEncoder();
    gpu.submitQueue();
  }
}

/** A new uninitialised float32 tensor of the shape, for a kernel to write. */
export function emptyTensor(gpu: WebGPUInternals, shape: number[]): tf.TensorInfo {
  return gpu.makeTensorInfo(shape, 'float32');
}

/** `count` workgroups along x, continued along y if there are too many for one dimension. */
export function foldWorkgroups(count: number): [number, number, number] {
  const y = Math.ceil(count / MAX_WORKGROUPS);
  return [Math.ceil(count / y), y, 1];
}

/** A uniform block of 32-bit words in order: `u` unsigned integers, `i` integers, `f` floats; padded to 16 bytes. */
export function packParams(words: readonly (['u', number] | ['i', number] | ['f', number])[]): ArrayBuffer {
  const block = new ArrayBuffer(Math.ceil((words.length * 4) / 16) * 16);
  const view = new DataView(block);
  words.forEach(([type, value], index) => {
    if (type === 'f') view.setFloat32(index * 4, value, true);
    else if (type === 'i') view.setInt32(index * 4, value, true);
    else view.setUint32(index * 4, value, true);
  });
  return block;
}
