/**
 * A step of training, recorded once and played again. tfjs plans every step anew: shapes, uniforms, buffers and bind
 * groups for hundreds of dispatches that never change. A `StepGraph` keeps the pipelines and bind groups of one run
 * of the step; playing it costs two or three calls a dispatch.
 *
 * What may be recorded: work of fixed shapes, without read-back, whose results stay in the same tensors (variables
 * updated in place by our optimizers). What varies from step to step comes in through tensors that are written by
 * `writeTensor` before `play`. Constants uploaded while recording are kept as they were then.
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
    /** Those of `held` that carry a constant: made for this graph, and of no use to the pool. */
    private readonly constants: ReadonlySet<GPUBuffer>,
    private readonly uniforms: readonly GPUBuffer[],
    private readonly results: readonly tf.Tensor[],
    /** What the step writes in place: variables, moments, moving averages. */
    private readonly written: readonly object[],
  ) {}

  /** Dispatches of one step. */
  get dispatches(): number {
    return this.commands.reduce((sum, command) => sum + Number(command.kind === 'dispatch'), 0);
  }

  /** Does the step again, with what the tensors it reads hold now. Returns at once; the GPU works on. */
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
    // an earlier data() may have left a copy on the CPU, which would be handed out instead of the new values
    for (const dataId of this.written)
      if (this.gpu.tensorMap.has(dataId)) this.gpu.tensorMap.get(dataId).values = null;
  }

  /** Gives all of its buffers back. The tensors that the step returned are disposed of too. */
  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    flush(this.gpu);
    for (const result of this.results) result.dispose();
    for (const buffer of this.held) this.gpu.bufferManager.releaseBuffer(buffer, !this.constants.has(buffer));
    freeUniforms(this.gpu, this.uniforms);
  }
}

/** What was submitted with them is done first. */
function freeUniforms(gpu: WebGPUInternals, uniforms: readonly GPUBuffer[]): void {
  for (const buffer of uniforms) {
    gpu.bufferManager.numBytesAllocated -= buffer.size;
    buffer.destroy();
  }
}

/** Overwrites a tensor's values on the GPU. Its shape stays; `values` has as many elements. */
export function writeTensor(
  gpu: WebGPUInternals,
  tensor: tf.TensorInfo,
  values: Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer>,
): void {
  gpu.uploadToGPU(tensor.dataId);
  const record = gpu.tensorMap.get(tensor.dataId);
  record.values = null;
  if (!record.resource) throw new Error('The tensor is not on the GPU.');
  // writes wait for nothing: earlier recorded work has to be on its way first
  flush(gpu);
  gpu.queue.writeBuffer(record.resource, 0, values);
}

/** True for a storage buffer of tfjs's pool: what tensors live in. */
function isStorage(usage: number): boolean {
  return (usage & GPUBufferUsage.STORAGE) !== 0;
}

/**
 * Does work whose tensors' buffers serve again as soon as they are disposed of. tfjs gives them back only when it
 * submits, every 15 dispatches: large ones pile up, and its pool never shrinks. Costs a submission a dispatch.
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
 * Runs the step once, really, and records it.
 * Run it once before, by {@link promptly}, so that shaders are compiled and variables are on the GPU.
 * @param step Does the work and returns the tensors to be read after each play (loss, counts …); it must not dispose
 *   of them. Intermediate tensors should be tidied away, so that their buffers serve again within the step.
 * @throws whatever the step throws; what it did before that is done, and nothing of the recording is left.
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
  // tfjs computes small tensors on the CPU; what is computed there would be frozen into the graph
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

/** Watches what tfjs keeps for a backward pass, which it forgets where that does not come. */
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
 * Watches all that the backend does: dispatches and copies go into `commands`; uniform blocks get buffers of their
 * own; buffers filled from the CPU are pinned, so that no later tensor of the step overwrites a constant.
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
    // a constant's buffer must be new: an earlier dispatch of the step would write to a used one when played again
    const constant = mappedAtCreation === true;
    // the pool makes its list of free buffers of a size only when it may reuse one, and needs it on release
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
      // an upload's staging buffer is gone afterwards; its target is pinned and keeps what it got
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
    // the pool hands out the last free buffer of a size: acquiring all of them keeps its own books right
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
