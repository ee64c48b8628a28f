import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startWebGPU } from '../../testing/start-webgpu';
import { internals, type WebGPUInternals } from './internals';
import { emptyTensor, foldWorkgroups, packParams, runKernel } from './run-kernel';
import { recordStep, writeTensor } from './step-graph';

let gpu: WebGPUInternals;
beforeAll(async () => {
  await startWebGPU();
  gpu = internals();
});

/** p ← p − rate · g, in place. */
function sgd(parameter: tf.TensorInfo, gradient: tf.TensorInfo, rate: number): void {
  const size = tf.util.sizeFromShape(parameter.shape);
  runKernel(gpu, {
    key: 'test-sgd',
    code: () => `
      struct Params { size : u32, rate : f32 }
      @group(0) @binding(0) var<storage, read_write> p : array<f32>;
      @group(0) @binding(1) var<storage, read> g : array<f32>;
      @group(0) @binding(2) var<uniform> params : Params;
      @compute @workgroup_size(64) fn main(@builtin(global_invocation_id) id : vec3<u32>) {
        if (id.x < params.size) { p[id.x] -= params.rate * g[id.x]; }
      }`,
    writes: [parameter],
    reads: [gradient],
    params: packParams([
      ['u', size],
      ['f', rate],
    ]),
    workgroups: foldWorkgroups(Math.ceil(size / 64)),
  });
}

const SIZE = 6;
function makeNet(seed: number) {
  const kernel = tf.tidy(() => tf.variable(tf.randomNormal([3, 3, 2, 4], 0, 0.3, 'float32', seed)));
  const dense = tf.tidy(() =>
    tf.variable(tf.randomNormal([SIZE * SIZE * 4, 3], 0, 0.1, 'float32', seed + 1)),
  );
  const x = tf.keep(tf.randomNormal([5, SIZE, SIZE, 2], 0, 1, 'float32', seed + 2));
  const y = tf.tidy(() => tf.keep(tf.cast(tf.oneHot(tf.tensor1d([0, 1, 2, 1, 0], 'int32'), 3), 'float32')));
  const loss = () => {
    const hidden = tf.relu(tf.conv2d(x as tf.Tensor4D, kernel as unknown as tf.Tensor4D, 1, 'same'));
    const logits = tf.matMul(tf.reshape(hidden, [5, -1]), dense);
    // a constant that is uploaded while the step runs
    const scaled = tf.mul(logits, tf.tensor1d([1, 1.5, 0.5]));
    return tf.neg(tf.mean(tf.sum(tf.mul(y, tf.logSoftmax(scaled)), 1))) as tf.Scalar;
  };
  const step = () =>
    tf.tidy(() => {
      const { value, grads } = tf.variableGrads(loss, [kernel, dense]);
      sgd(kernel, grads[kernel.name], 0.2);
      sgd(dense, grads[dense.name], 0.2);
      return { loss: value };
    });
  return { kernel, dense, x, y, step, dispose: () => tf.dispose([kernel, dense, x, y]) };
}

describe('a step graph', () => {
  it('replays the same steps as running them one by one, whatever else runs between', async () => {
    const steps = 6;
    const reference = makeNet(11);
    const expected: number[] = [];
    for (let i = 0; i < steps; i++) {
      const { loss } = reference.step();
      expected.push((await loss.data())[0]);
      loss.dispose();
    }
    const net = makeNet(11);
    const { graph, results } = recordStep(gpu, net.step);
    const losses = [(await results.loss.data())[0]];
    for (let i = 1; i < steps; i++) {
      // other work of the same sizes must not use the graph's buffers
      const other = tf.tidy(() => tf.mul(tf.randomNormal([5, SIZE, SIZE, 4]), 2).sum());
      await other.data();
      other.dispose();
      graph.play();
      losses.push((await results.loss.data())[0]);
    }
    losses.forEach((loss, i) => expect(loss).toBeCloseTo(expected[i], 5));
    expect(expected.at(-1)).toBeLessThan(expected[0]);
    expect(graph.dispatches).toBeGreaterThan(10);
    graph.dispose();
    reference.dispose();
    net.dispose();
  });

  it('takes new inputs through writeTensor', async () => {
    const input = tf.keep(tf.tensor1d([1, 2, 3]));
    const { graph, results } = recordStep(gpu, () => ({ sum: tf.tidy(() => tf.sum(tf.mul(input, input))) }));
    expect((await results.sum.data())[0]).toBe(14);
    writeTensor(gpu, input, new Float32Array([2, 3, 4]));
    graph.play();
    expect((await results.sum.data())[0]).toBe(29);
    graph.dispose();
    input.dispose();
  });

  it('frees every byte and tensor', async () => {
    const round = async () => {
      const net = makeNet(5);
      tf.dispose(net.step());
      const { graph, results } = recordStep(gpu, net.step);
      for (let i = 0; i < 3; i++) graph.play();
      await results.loss.data();
      graph.dispose();
      net.dispose();
    };
    await round();
    const before = { tensors: tf.memory().numTensors, ...gpu.memory() };
    for (let i = 0; i < 4; i++) await round();
    expect({ tensors: tf.memory().numTensors, ...gpu.memory() }).toEqual(before);
  });
});

it('makes empty tensors that a kernel can fill', async () => {
  const info = emptyTensor(gpu, [3]);
  const ones = tf.ones([3]);
  sgd(info, ones, -2);
  const tensor = tf.engine().makeTensorFromTensorInfo(info);
  expect(tensor.shape).toEqual([3]);
  await tensor.data();
  tf.dispose([tensor, ones]);
});
