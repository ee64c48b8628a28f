/**
 * A training step, recorded once and replayed. tfjs plans every step from scratch: shapes, uniforms, buffers and bind
 * groups for hundreds of dispatches that never change. A `StepGraph` keeps the pipelines and bind groups of one run of
 * the step; replaying it costs two or three calls per dispatch.
 *
 * A step can be recorded if its shapes are fixed, it reads nothing back, and its results stay in the same tensors
 * (variables that our optimizers update in place). What varies from step to step is passed through tensors that are
 * written by `writeTensor` before `play`. Constants uploaded while recording keep the values they had then.
 */
import * as tf from '@tensorflow/tfjs-core';
import { flush, type BufferPool, type WebGPUInternals } from './internals';
import { watchWrites } from './run-kernel';

type Command =
  | {
      kind: 'dispatch';
      pipeline: GPUComputePipeline;
      bindGroup: GPUBindGroup;
      x: number;
      y: number;
      z: number;
    }
  | { kind: 'copy'; from: GPUBuffer; fromOffset: number; to: GPUBuffer; toOffset: number; size: number };

export class StepGraph {
  private disposed = false;

  /** @internal Use {@link recordStep}. */
  constructor(
    private readonly gpu: WebGPUInternals,
    private readonly commands: readonly Command[],
    /** Storage buffers that only this graph may use from now on. */
    private readonly held: readonly GPUBuffer[],
    /** The buffers of `held` that contain a constant: made for this graph, and useless to the pool. */
    private readonly constants: ReadonlySet<GPUBuffer>,
    private readonly uniforms: readonly GPUBuffer[],
    private readonly results: readonly tf.Tensor[],
    /** What the step writes in place: variables, moments, moving averages. */
    private readonly written: readonly object[],
  ) {}

  /** Dispatches per step. */
  get dispatches(): number {
    return this.commands.reduce((sum, command) => sum + Number(command.kind === 'dispatch'), 0);
  }

  /** Runs the step again on the current contents of its input tensors. Returns at once; the GPU works on. */
  play(): void {
    if (this.disposed) throw new Error('This step graph has been disposed.');
    flush(this.gpu);
    const encoder = this.gpu.device.createCommandEncoder();
    let pass: GPUComputePassEncoder | null = null;
    for (const command of this.commands) {
      if (command.kind === 'dispatch') {
        pass ??= encoder.beginComputePass();
        pass.setPipeline(command.pipeline);
        pass.setBindGroup(0, command.bindGroup);
        pass.dispatchWorkgroups(command.x, command.y, command.z);
      } else {
        pass?.end();
        pass = null;
        encoder.copyBufferToBuffer(
          command.from,
          command.fromOffset,
          command.to,
          command.toOffset,
          command.size,
        );
      }
    }
    pass?.end();
    this.gpu.queue.submit([encoder.finish()]);
    // an earlier data() may have left a copy on the CPU, which would be returned instead of the new values
    for (const dataId of this.written)
      if (this.gpu.tensorMap.has(dataId)) this.gpu.tensorMap.get(dataId).values = null;
  }

  /** Frees all of its buffers, and disposes of the tensors that the step returned. */
  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    flush(this.gpu);
    for (const result of this.results) result.dispose();
    for (const buffer of this.held) this.gpu.bufferManager.releaseBuffer(buffer, !this.constants.has(buffer));
    freeUniforms(this.gpu, this.uniforms);
  }
}

/** Waits until submitted work that uses them is done. */
function freeUniforms(gpu: WebGPUInternals, uniforms: readonly GPUBuffer[]): void {
  for (const buffer of uniforms) {
    gpu.bufferManager.numBytesAllocated -= buffer.size;
    buffer.destroy();
  }
}

/** Overwrites a tensor's values on the GPU. `values` must have as many elements as the tensor; its shape stays. */
export function writeTensor(
  gpu: WebGPUInternals,
  tensor: tf.TensorInfo,
  values: Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer>,
): void {
  gpu.uploadToGPU(tensor.dataId);
  const record = gpu.tensorMap.get(tensor.dataId);
  record.values = null;
  if (!record.resource) throw new Error('The tensor is not on the GPU.');
  // a write takes effect at once, so work recorded earlier has to be submitted first
  flush(gpu);
  gpu.queue.writeBuffer(record.resource, 0, values);
}

/** True for a storage buffer of tfjs's pool, which is what tensors use. */
function isStorage(usage: number): boolean {
  return (usage & GPUBufferUsage.STORAGE) !== 0;
}

/**
 * Runs work so that buffers can be reused as soon as their tensors are disposed of. tfjs frees them only when it
 * submits, every 15 dispatches, so large ones accumulate, and its pool never shrinks. Costs one submission per dispatch.
 */
export function promptly<T>(work: () => T): T {
  const flag = 'WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE';
  const together = tf.env().getNumber(flag);
  tf.env().set(flag, 1);
  try {
    return work();
  } finally {
    tf.env().set(flag, together);
  }
}

/**
 * Runs the step once, for real, and records it.
 * Run it once before, by {@link promptly}, so that shaders are compiled and variables are on the GPU.
 * @param step Does the work and returns the tensors to be read after each play (loss, counts …); it must not dispose
 *   of them. Tidy away intermediate tensors, so that their buffers can be reused within the step.
 * @throws whatever the step throws. What it did before that stays done, and nothing of the recording is kept.
 */
export function recordStep<T extends Record<string, tf.Tensor>>(
  gpu: WebGPUInternals,
  step: () => T,
): { graph: StepGraph; results: T } {
  flush(gpu);
  const commands: Command[] = [];
  const uniforms: GPUBuffer[] = [];
  const recording = watch(gpu, commands, uniforms);
  const written = new Set<object>();
  const stopWatching = watchWrites(({ dataId }) => written.add(dataId));
  const saved = watchSaved();
  // tfjs computes small tensors on the CPU, and their values would be frozen into the graph
  const forwarding = tf.env().getBool('WEBGPU_CPU_FORWARD');
  tf.env().set('WEBGPU_CPU_FORWARD', false);
  let results: T;
  try {
    results = step();
    flush(gpu);
  } catch (error) {
    saved.dispose();
    flush(gpu);
    freeUniforms(gpu, uniforms);
    throw error;
  } finally {
    saved.stop();
    recording.stop();
    stopWatching();
    tf.env().set('WEBGPU_CPU_FORWARD', forwarding);
  }
  const kept = Object.values(results).map((tensor) => tf.keep(tensor));
  for (const { dataId } of kept) written.add(dataId);
  const alive = [...written].filter((dataId) => gpu.tensorMap.has(dataId));
  return {
    graph: new StepGraph(gpu, commands, recording.hold(), recording.constants, uniforms, kept, alive),
    results,
  };
}

/** Tracks what tfjs keeps for a backward pass, and forgets if that never comes. */
function watchSaved() {
  const engine = tf.engine();
  const keep = engine.keep.bind(engine);
  const kept: tf.Tensor[] = [];
  engine.keep = (tensor) => {
    kept.push(tensor);
    return keep(tensor);
  };
  return {
    stop: () => void (engine.keep = keep),
    dispose: () => tf.dispose(kept),
  };
}

/**
 * Tracks everything that the backend does: dispatches and copies go into `commands`; uniform blocks get their own
 * buffers; buffers filled from the CPU are pinned, so that no later tensor of the step overwrites a constant.
 */
function watch(gpu: WebGPUInternals, commands: Command[], uniforms: GPUBuffer[]) {
  const pool = gpu.bufferManager;
  const { device } = gpu;
  const used = new Set<GPUBuffer>();
  const pinned = new Set<GPUBuffer>();
  const ownUniforms = new Set<GPUBuffer>();
  const pinnedReleases: GPUBuffer[] = [];

  const original = {
    acquireBuffer: pool.acquireBuffer.bind(pool),
    releaseBuffer: pool.releaseBuffer.bind(pool),
    createCommandEncoder: device.createCommandEncoder.bind(device),
    createBindGroup: device.createBindGroup.bind(device),
  };

  pool.acquireBuffer = (size, usage, mappedAtCreation, reuse) => {
    if ((usage & GPUBufferUsage.UNIFORM) !== 0) {
      const buffer = device.createBuffer({ size, usage });
      pool.numBytesAllocated += size;
      uniforms.push(buffer);
      ownUniforms.add(buffer);
      return buffer;
    }
    if (!isStorage(usage)) return original.acquireBuffer(size, usage, mappedAtCreation, reuse);
    // a constant's buffer must be new: a used one would be overwritten by an earlier dispatch of the step on replay
    const constant = mappedAtCreation === true;
    // the pool creates its list of free buffers of a size only when it may reuse one, and needs it on release
    const key = `${size}_${usage}`;
    if (!pool.freeBuffers.has(key)) pool.freeBuffers.set(key, []);
    const buffer = original.acquireBuffer(size, usage, mappedAtCreation, constant ? false : reuse);
    used.add(buffer);
    if (constant) pinned.add(buffer);
    return buffer;
  };
  pool.releaseBuffer = (buffer, reuse) => {
    if (ownUniforms.has(buffer)) return;
    if (pinned.has(buffer)) pinnedReleases.push(buffer);
    else original.releaseBuffer(buffer, reuse);
  };
  device.createCommandEncoder = (descriptor) => {
    const encoder = original.createCommandEncoder(descriptor);
    const beginComputePass = encoder.beginComputePass.bind(encoder);
    const copy = encoder.copyBufferToBuffer.bind(encoder) as (...args: unknown[]) => void;
    encoder.beginComputePass = (passDescriptor) => watchPass(beginComputePass(passDescriptor), commands);
    encoder.copyBufferToBuffer = ((
      from: GPUBuffer,
      fromOffset: number,
      to: GPUBuffer,
      toOffset: number,
      size: number,
    ) => {
      copy(from, fromOffset, to, toOffset, size);
      // the staging buffer of an upload is gone afterwards; its target is pinned and keeps its content
      const upload = (from.usage & GPUBufferUsage.MAP_WRITE) !== 0;
      if (!upload) commands.push({ kind: 'copy', from, fromOffset, to, toOffset, size });
    }) as GPUCommandEncoder['copyBufferToBuffer'];
    return encoder;
  };

  return {
    stop() {
      pool.acquireBuffer = original.acquireBuffer;
      pool.releaseBuffer = original.releaseBuffer;
      device.createCommandEncoder = original.createCommandEncoder;
      for (const buffer of pinnedReleases) original.releaseBuffer(buffer);
    },
    constants: pinned,
    /** Takes every free buffer that the step used out of the pool. */
    hold: () => takeOut(pool, used),
  };
}

function watchPass(pass: GPUComputePassEncoder, commands: Command[]): GPUComputePassEncoder {
  let pipeline: GPUComputePipeline | null = null;
  let bindGroup: GPUBindGroup | null = null;
  const setPipeline = pass.setPipeline.bind(pass);
  const setBindGroup = pass.setBindGroup.bind(pass) as (index: number, group: GPUBindGroup | null) => void;
  const dispatchWorkgroups = pass.dispatchWorkgroups.bind(pass);
  pass.setPipeline = (next) => {
    pipeline = next;
    return setPipeline(next);
  };
  pass.setBindGroup = ((index: number, next: GPUBindGroup | null) => {
    bindGroup = next;
    setBindGroup(index, next);
  }) as GPUComputePassEncoder['setBindGroup'];
  pass.dispatchWorkgroups = (x, y = 1, z = 1) => {
    if (!pipeline || !bindGroup) throw new Error('A dispatch without pipeline or bind group.');
    commands.push({ kind: 'dispatch', pipeline, bindGroup, x, y, z });
    return dispatchWorkgroups(x, y, z);
  };
  return pass;
}

function takeOut(pool: BufferPool, used: ReadonlySet<GPUBuffer>): GPUBuffer[] {
  const held: GPUBuffer[] = [];
  const free = [...pool.freeBuffers.values()].flat().filter((buffer) => used.has(buffer));
  for (const [, buffers] of pool.freeBuffers) {
    const inPlay = buffers.filter((buffer) => used.has(buffer));
    // the pool returns the last free buffer of a size; acquiring all of them keeps its own counts right
    const others = buffers.filter((buffer) => !used.has(buffer));
    buffers.splice(0, buffers.length, ...others, ...inPlay);
    for (let i = 0; i < inPlay.length; i++) {
      const sample = inPlay[inPlay.length - 1 - i];
      held.push(pool.acquireBuffer(sample.size, sample.usage));
    }
  }
  if (held.length !== free.length) throw new Error('The buffer pool lost a buffer.');
  return held;
}
