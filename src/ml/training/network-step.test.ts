/** Recorded and replayed on WebGPU, a step does the same as when it is run normally each time. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { recipeSchema, type RecipeInput } from '../../core/recipe/recipe';
import { genreHead } from '../../core/heads';
import { installKernels } from '../kernels/webgpu/install';
import { internals } from '../kernels/webgpu/internals';
import { switchOff } from '../kernels/webgpu/switches';
import { DropoutMasks } from '../layers/dropout-masks';
import { initialWeights } from '../layers/initialise';
import { TrainableNetwork } from '../layers/trainable-network';
import type { NetworkOps } from '../layers/ops';
import { webgpuOps } from '../layers/webgpu-ops';
import { createOptimizer } from '../optimizers/create-optimizer';
import { WeightAverage } from '../optimizers/weight-average';
import { mixedOps } from '../layers/mixed-ops';
import { draw } from '../testing/draw-case';
import { startWebGPU } from '../testing/start-webgpu';
import { tinyArchitecture } from '../testing/tiny-architecture';
import { createStep } from './network-step';
import { Objective } from './objective';

beforeAll(async () => {
  await startWebGPU();
  installKernels();
});

const SIZE = 4;
const SHAPE = [9, 7, 3];
const BATCHES = 7;
const TARGETS = Float32Array.from({ length: SIZE * BATCHES }, (_, i) => i % 3);
const architecture = tinyArchitecture({ dropout: 0.25 });

const opsOf = ({ step }: RecipeInput) => (step?.precision === 'mixed' ? mixedOps('f32') : webgpuOps);

/** The logits before each step, and the final weights that would be kept. */
async function train(settings: RecipeInput, play: boolean, ops: NetworkOps = opsOf(settings)) {
  const recipe = recipeSchema.parse(settings);
  const network = new TrainableNetwork(architecture, initialWeights(architecture, 1), ops);
  const objective = new Objective(
    { heads: [genreHead(['red', 'green', 'blue'])], values: TARGETS },
    [...TARGETS.keys()],
    recipe,
  );
  const optimizer = createOptimizer(recipe.optimizer);
  const average = recipe.step.averaging ? new WeightAverage(recipe.step.averaging) : null;
  const masks = new DropoutMasks(1);
  const common = { settings: recipe.step, cut: 0, start: 0, shapes: [SHAPE], size: SIZE };
  const step = createStep({ network, objective, optimizer, masks, average, ...common }, play);
  const logits: number[] = [];
  const evaluated: number[] = [];
  const read = async () => {
    const weights = await network.weights();
    return [...weights.values()].flatMap(({ data }) => [...data]);
  };
  for (let batch = 0; batch < BATCHES; batch++) {
    const rows = Array.from({ length: SIZE }, (_, i) => batch * SIZE + i);
    const values = [new Float32Array(draw([SIZE, ...SHAPE], `batch ${batch}`))];
    optimizer.learningRate = 0.01 / (batch + 1);
    const result = step.run({ rows, values }, objective.encode(rows, false));
    logits.push(...(await result.data<'float32'>()));
    result.dispose();
    // evaluated in between, as after an epoch
    const variables = network.trainableVariables();
    if (average && batch === 3) evaluated.push(...(await average.during(variables, read)));
  }
  const kept = average ? await average.during(network.trainableVariables(), read) : await read();
  step.dispose();
  optimizer.dispose();
  average?.dispose();
  masks.dispose();
  network.dispose();
  return { logits, evaluated, kept };
}

function expectClose(found: readonly number[], expected: readonly number[]): void {
  const far = expected.filter(
    (value, i) => !(Math.abs(found[i] - value) < 1e-5 * Math.max(1, Math.abs(value))),
  );
  expect(far).toEqual([]);
  expect(found).toHaveLength(expected.length);
}

describe('a recorded step', { timeout: 240_000 }, () => {
  it.each<RecipeInput>([
    {},
    { step: { clipNorm: 0.1, accumulate: 2, averaging: { decay: 0.9 } }, optimizer: { kind: 'sgd' } },
    { step: { averaging: { decay: 0.9 } }, optimizer: { kind: 'rmsprop' } },
    { step: { precision: 'mixed', clipNorm: 0.1, accumulate: 2 } },
  ])('equals the ordinary step, and leaves nothing behind: %j', async (settings) => {
    const expected = await train(settings, false);
    const gpu = internals();
    const tensors = tf.memory().numTensors;
    const found = await train(settings, true);
    expectClose(found.logits, expected.logits);
    expectClose(found.evaluated, expected.evaluated);
    expectClose(found.kept, expected.kept);
    expect(tf.memory().numTensors).toBe(tensors);
    const bytes = gpu.memory();
    await train(settings, true);
    expect(gpu.memory()).toEqual(bytes);
  });

  it('equals the ordinary step if tfjs replaces kernels of ours that were switched off', async () => {
    const settings: RecipeInput = {
      step: { clipNorm: 0.1, accumulate: 2, averaging: { decay: 0.9 } },
      optimizer: { kind: 'sgd' },
    };
    const expected = await train(settings, true);
    const restore = switchOff(['loss-gradient', 'multi-tensor-ops']);
    const tensors = tf.memory().numTensors;
    const found = await train(settings, true);
    restore();
    expectClose(found.logits, expected.logits);
    expectClose(found.evaluated, expected.evaluated);
    expectClose(found.kept, expected.kept);
    expect(tf.memory().numTensors).toBe(tensors);
  });

  it('continues if the step turns out not to be recordable, and leaves nothing behind', async () => {
    const settings: RecipeInput = { step: { accumulate: 2 } };
    // a recorded step must compute nothing on the CPU, as tfjs does with small tensors
    const unrecordable: NetworkOps = {
      ...webgpuOps,
      dense(...given) {
        if (!tf.env().getBool('WEBGPU_CPU_FORWARD')) throw new Error('This has to be computed on the CPU.');
        return webgpuOps.dense(...given);
      },
    };
    const expected = await train(settings, false);
    const tensors = tf.memory().numTensors;
    const found = await train(settings, true, unrecordable);
    // only the moving averages of norms have seen the batch of the failed recording twice; training does not read them
    expectClose(found.logits, expected.logits);
    expect(tf.memory().numTensors).toBe(tensors);
    const gpu = internals();
    const bytes = gpu.memory();
    await train(settings, true, unrecordable);
    expect(gpu.memory()).toEqual(bytes);
  });
});
