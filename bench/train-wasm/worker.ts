/** Times forward passes and training steps on the WASM backend as the page starts it. */
import * as tf from '@tensorflow/tfjs-core';
import { WASM_FILES } from '../../src/workers/compute/wasm-files';
import { architectureOf } from '../../src/ml/backbones/architectures';
import { chooseBackend } from '../../src/ml/backends/backends';
import { configureWasm } from '../../src/ml/backends/wasm';
import { wasmKernels } from '../../src/ml/kernels/wasm/wasm-kernels';
import { differentiate } from '../../src/ml/layers/differentiate';
import { initialWeights } from '../../src/ml/layers/initialise';
import type { NetworkOps } from '../../src/ml/layers/ops';
import { opsFor } from '../../src/ml/layers/ops-for';
import { plainOps } from '../../src/ml/layers/plain-ops';
import { TrainableNetwork } from '../../src/ml/layers/trainable-network';
import { createOptimizer } from '../../src/ml/optimizers/create-optimizer';
import { CLASSES, NETWORKS, type Trial, type TrialResult } from './trial';

const ADAM = { kind: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;

let device: Promise<string> | null = null;

async function start(): Promise<string> {
  configureWasm(WASM_FILES);
  const chosen = await chooseBackend('wasm');
  return chosen.device;
}

function timed(work: () => unknown): number {
  const begin = performance.now();
  work();
  return (performance.now() - begin) / 1000;
}

/** Milliseconds by kernel for `work`. */
function profile(work: () => void): [string, number][] {
  const kernels = wasmKernels();
  const run = kernels.run.bind(kernels);
  const spent = new Map<string, number>();
  let ours = 0;
  kernels.run = (kernel, numbers, chunks) => {
    const seconds = timed(() => run(kernel, numbers, chunks));
    ours += seconds;
    spent.set(kernel, (spent.get(kernel) ?? 0) + seconds);
  };
  const total = timed(work);
  kernels.run = run;
  spent.set('the rest', total - ours);
  return [...spent].map(([name, seconds]) => [name, seconds * 1000]);
}

function differenceBetween(one: ArrayLike<number>, other: ArrayLike<number>): number {
  const scale = Array.from(other).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return Array.from(one).reduce((most, value, i) => Math.max(most, Math.abs(value - other[i])), 0) / scale;
}

async function measure({ network: name, batch, size, heats }: Trial): Promise<TrialResult> {
  device ??= start();
  const runsOn = await device;
  const architecture = architectureOf(NETWORKS[name]);
  const make = (ops: NetworkOps) => new TrainableNetwork(architecture, initialWeights(architecture, 1), ops);
  const network = make(opsFor('wasm'));
  const stock = make(plainOps);
  const variables = network.trainableVariables();
  const adam = createOptimizer(ADAM);
  const images = tf.randomNormal([batch, size, size, 3]) as tf.Tensor4D;
  const labels = tf.tensor1d(
    Array.from({ length: batch }, (_, i) => i % CLASSES),
    'int32',
  );
  const answers = tf.oneHot(labels, CLASSES);
  const forward = () => tf.tidy(() => network.forward(images).dataSync());
  const stockForward = () => tf.tidy(() => stock.forward(images).dataSync());
  const trainingForward = () => tf.tidy(() => network.forward(images, { training: true }).dataSync());
  const step = () =>
    tf.tidy(() => {
      const { value, byName } = differentiate(variables, () => {
        const logits = network.forward(images, { training: true });
        return tf.neg(tf.mean(tf.sum(tf.mul(answers, tf.logSoftmax(logits)), 1)));
      });
      adam.apply(variables, byName);
      return value.dataSync();
    });
  const result: TrialResult = {
    forward: [],
    stockForward: [],
    trainingForward: [],
    step: [],
    difference: differenceBetween(forward(), stockForward()),
    device: runsOn,
    kernels: [],
  };
  // engines optimise a module's functions only after many calls
  for (let i = 0; i < 2; i++) for (const work of [forward, stockForward, trainingForward, step]) work();
  for (let i = 0; i < heats; i++) {
    result.forward.push(timed(forward));
    result.stockForward.push(timed(stockForward));
    result.trainingForward.push(timed(trainingForward));
    result.step.push(timed(step));
  }
  result.kernels = profile(step);
  adam.dispose();
  network.dispose();
  stock.dispose();
  tf.dispose([images, labels, answers]);
  return result;
}

globalThis.addEventListener('message', ({ data }: MessageEvent<Trial>) => {
  void measure(data).then(
    (result) => globalThis.postMessage({ result }, { transfer: [] }),
    (error: unknown) => globalThis.postMessage({ error: String(error) }, { transfer: [] }),
  );
});
