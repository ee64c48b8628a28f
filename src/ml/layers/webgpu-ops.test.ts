/** A whole training step on a software adapter: compared with plain operations on the cpu, and recorded and replayed. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { installKernels } from '../kernels/webgpu/install';
import { internals, type WebGPUInternals } from '../kernels/webgpu/internals';
import { foldWorkgroups, packParams, runKernel } from '../kernels/webgpu/run-kernel';
import { recordStep, writeTensor } from '../kernels/webgpu/step-graph';
import { fillImages } from '../testing/fill-state-dict';
import { startWebGPU } from '../testing/start-webgpu';
import { tinyArchitecture } from '../testing/tiny-architecture';
import { differentiate } from './differentiate';
import { DropoutMasks } from './dropout-masks';
import { initialWeights } from './initialise';
import { plainOps } from './plain-ops';
import { TrainableNetwork } from './trainable-network';
import { webgpuOps } from './webgpu-ops';

let gpu: WebGPUInternals;
beforeAll(async () => {
  await startWebGPU();
  gpu = internals();
  installKernels();
});

const architecture = tinyArchitecture({ dropout: 0.25 });
const SHAPE: [number, number, number, number] = [3, 9, 7, 3];

/** p ← p − rate · g, in place. */
function descend(parameter: tf.Tensor, gradient: tf.Tensor): void {
  runKernel(gpu, {
    key: 'test-descend',
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
      ['u', parameter.size],
      ['f', 0.1],
    ]),
    workgroups: foldWorkgroups(Math.ceil(parameter.size / 64)),
  });
}

/** What a training loop holds. */
function setUp(ops = webgpuOps, frozenNorms = false) {
  const network = new TrainableNetwork(architecture, initialWeights(architecture, 1), ops);
  const masks = new DropoutMasks(1);
  const images = tf.tensor4d(fillImages(SHAPE[0], SHAPE[1], SHAPE[2]), SHAPE);
  const answers = tf.tensor2d([1, 0, 0, 0, 1, 0, 0, 0, 1], [3, 3]);
  const gradients = () =>
    differentiate(network.trainableVariables(), () => {
      const logits = network.forward(images, { training: true, frozenNorms, dropout: masks });
      return tf.neg(tf.mean(tf.sum(tf.mul(answers, tf.logSoftmax(logits)), 1)));
    });
  const step = () =>
    tf.tidy(() => {
      const { value, byName } = gradients();
      for (const [name, variable] of network.trainableVariables()) {
        const gradient = byName.get(name);
        if (gradient) descend(variable, gradient);
      }
      return { loss: value };
    });
  const dispose = () => {
    network.dispose();
    masks.dispose();
    tf.dispose([images, answers]);
  };
  return { network, masks, gradients, step, dispose };
}

async function readAll(tensors: ReadonlyMap<string, tf.Tensor>): Promise<Map<string, Float32Array>> {
  const entries = await Promise.all(
    [...tensors].map(async ([name, tensor]) => [name, await tensor.data<'float32'>()] as const),
  );
  return new Map(entries);
}

describe('webgpuOps', { timeout: 180_000 }, () => {
  it.each([
    ['its own', false],
    ['given', true],
  ])('gives the gradients of plain operations on the cpu, with %s statistics', async (_, frozenNorms) => {
    const measure = async (ops: typeof webgpuOps) => {
      const { network, gradients, dispose } = setUp(ops, frozenNorms);
      const { value, byName } = gradients();
      const found = await readAll(network.variables);
      for (const [name, values] of await readAll(byName)) found.set(`${name} gradient`, values);
      tf.dispose([value, ...byName.values()]);
      dispose();
      return found;
    };
    const found = await measure(webgpuOps);
    await tf.setBackend('cpu');
    const expected = await measure(plainOps);
    await tf.setBackend('webgpu');
    expect([...found.keys()]).toEqual([...expected.keys()]);
    const errors = [...expected].map(([name, values]) => {
      const scale = values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-3);
      const other = found.get(name) ?? new Float32Array();
      return [name, values.reduce((most, value, i) => Math.max(most, Math.abs(value - other[i])), 0) / scale];
    });
    expect(errors.filter(([, error]) => !(Number(error) < 1e-4))).toEqual([]);
  });

  it('can be recorded once and replayed, with new masks each time', async () => {
    const steps = 4;
    const write = (tensor: tf.Tensor, values: Float32Array<ArrayBuffer>) => writeTensor(gpu, tensor, values);
    const one = setUp();
    const expected: number[] = [];
    for (let i = 0; i < steps; i++) {
      if (i > 0) one.masks.redraw(write);
      const { loss } = one.step();
      expected.push((await loss.data())[0]);
      loss.dispose();
    }
    const other = setUp();
    const { graph, results } = recordStep(gpu, other.step);
    const losses = [(await results.loss.data())[0]];
    for (let i = 1; i < steps; i++) {
      other.masks.redraw(write);
      graph.play();
      losses.push((await results.loss.data())[0]);
    }
    losses.forEach((loss, i) => expect(loss).toBeCloseTo(expected[i], 5));
    expect(expected[steps - 1]).not.toBe(expected[0]);
    graph.dispose();
    one.dispose();
    other.dispose();
  });
});
