/**
 * Training steps of a tiny network: on cpu with tfjs's own operations, and with our kernels, where the step is run once
 * and, on WebGPU, recorded and replayed twice. The check compares how far every parameter moved.
 */
import * as tf from '@tensorflow/tfjs-core';
import { chooseBackend } from '../../backends/backends';
import { internals } from '../../kernels/webgpu/internals';
import { promptly, recordStep } from '../../kernels/webgpu/step-graph';
import { differentiate } from '../../layers/differentiate';
import { initialWeights } from '../../layers/initialise';
import type { NetworkOps } from '../../layers/ops';
import { plainOps } from '../../layers/plain-ops';
import { TrainableNetwork } from '../../layers/trainable-network';
import { createOptimizer, createRecordableOptimizer } from '../../optimizers/create-optimizer';
import type { Optimizer } from '../../optimizers/optimizer';
import { fillImages } from '../fill-state-dict';
import { relativeError } from '../reference-conv';
import { tinyArchitecture } from '../tiny-architecture';
import type { Check, KernelBackendName } from './check';

const architecture = tinyArchitecture({ dropout: 0 });
const weights = initialWeights(architecture, 1);
const SGD = { kind: 'sgd', learningRate: 0.1, momentum: 0.9, nesterov: false, weightDecay: 0.01 } as const;
/** One ordinary step, one while recording, and two replayed. */
const RECORDED_STEPS = 4;

/** Losses of the steps, and how far each parameter is from its initial value. */
interface Course {
  losses: number[];
  moved: Map<string, Float32Array>;
}

function setUp(ops: NetworkOps, optimizer: Optimizer) {
  const network = new TrainableNetwork(architecture, weights, ops);
  const variables = network.trainableVariables();
  const images = tf.tensor4d(fillImages(3, 9, 7), [3, 9, 7, 3]);
  const answers = tf.tensor2d([1, 0, 0, 0, 1, 0, 0, 0, 1], [3, 3]);
  const step = () =>
    tf.tidy(() => {
      const { value, byName } = differentiate(variables, () => {
        const logits = network.forward(images, { training: true });
        return tf.neg(tf.mean(tf.sum(tf.mul(answers, tf.logSoftmax(logits)), 1)));
      });
      optimizer.apply(variables, byName);
      return { loss: value };
    });
  return {
    variables,
    step,
    async moved() {
      const after = await network.weights();
      return new Map(
        [...after].map(([name, { data }]) => {
          const from = weights.get(name);
          if (!from) throw new Error(`"${name}" had no value at first.`);
          return [name, Float32Array.from(data, (value, i) => value - from.data[i])];
        }),
      );
    },
    dispose() {
      optimizer.dispose();
      network.dispose();
      tf.dispose([images, answers]);
    },
  };
}

async function lossOf({ loss }: { loss: tf.Tensor }): Promise<number> {
  const [value] = await loss.data();
  loss.dispose();
  return value;
}

/** Runs `count` steps one after the other. */
async function runSteps(ops: NetworkOps, count: number): Promise<Course> {
  const training = setUp(ops, createOptimizer(SGD));
  const losses: number[] = [];
  // eslint-disable-next-line no-await-in-loop
  for (let i = 0; i < count; i++) losses.push(await lossOf(training.step()));
  const moved = await training.moved();
  training.dispose();
  return { losses, moved };
}

async function playSteps(ops: NetworkOps): Promise<Course> {
  const optimizer = createRecordableOptimizer(SGD);
  const training = setUp(ops, optimizer);
  optimizer.prepare(training.variables);
  const losses = [await lossOf(promptly(training.step))];
  const { graph, results } = recordStep(internals(), training.step);
  const next = async () => losses.push((await results.loss.data())[0]);
  await next();
  while (losses.length < RECORDED_STEPS) {
    optimizer.advance();
    graph.play();
    await next();
  }
  graph.dispose();
  const moved = await training.moved();
  training.dispose();
  return { losses, moved };
}

/**
 * The expected course, on cpu, which keeps no tensors afterwards. The tiny network has no bias before a norm, whose
 * gradient would be nothing but rounding.
 */
async function onCpu(backend: KernelBackendName, count: number): Promise<Course> {
  await chooseBackend('cpu');
  try {
    return await runSteps(plainOps, count);
  } finally {
    await chooseBackend(backend);
  }
}

function compare(found: Course, expected: Course): Record<string, number> {
  const errors: Record<string, number> = { losses: relativeError(found.losses, expected.losses) };
  for (const [name, moved] of expected.moved) {
    errors[name] = relativeError(found.moved.get(name) ?? [], moved);
  }
  return errors;
}

export function trainingChecks(backend: KernelBackendName, ops: NetworkOps): Check[] {
  const one: Check = {
    title: 'a training step of a tiny network',
    errors: async () => compare(await runSteps(ops, 1), await onCpu(backend, 1)),
  };
  const recorded: Check = {
    title: 'a recorded training step, played twice',
    errors: async () => compare(await playSteps(ops), await onCpu(backend, RECORDED_STEPS)),
  };
  return backend === 'webgpu' ? [one, recorded] : [one];
}
