/** Expected numbers: PyTorch, by `scripts/reference/head.py`. */
import { memory, tensor2d, dispose } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { crossEntropy } from '../losses/cross-entropy';
import type { BackendName } from '../../core/run/run';
import { createOptimizer } from '../optimizers/create-optimizer';
import { installDawn } from '../testing/dawn';
import { startBackend } from '../testing/start-webgpu';
import { genreHead } from '../../core/heads';
import { applyHead } from './apply-head';
import type { HeadWeights } from '../../core/run/trained';
import { HeadModel } from './head-model';
import reference from './reference.json';

type Case = (typeof reference.heads)[number];

function weightsOf({ start }: Case): HeadWeights {
  return start.map((layer) => ({
    ...layer,
    kernel: new Float32Array(layer.kernel),
    bias: new Float32Array(layer.bias),
  }));
}

/** The case's rows, padded by one row that must not count. */
function paddedBatch({ rows, inputs, classes, features, targets }: Case) {
  const oneHot = targets.flatMap((target) => Array.from({ length: classes }, (_, k) => Number(k === target)));
  const filler = (count: number) => Array.from({ length: count }, () => 3);
  return {
    features: tensor2d([...features, ...filler(inputs)], [rows + 1, inputs]),
    targets: tensor2d([...oneHot, ...filler(classes)], [rows + 1, classes]),
    weights: tensor2d([...Array.from({ length: rows }, () => 1 / rows), 0], [rows + 1, 1]),
  };
}

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance = 2e-6): void {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++)
    expect(Math.abs(actual[i] - expected[i])).toBeLessThan(tolerance * (1 + Math.abs(expected[i])));
}

// a process can have only one WebGPU: here the software adapter
installDawn('software');

function itTrains(backend: BackendName): void {
  beforeAll(async () => {
    await startBackend(backend);
  });

  describe.each(reference.heads)('with $start.length layers', (example) => {
    it("has PyTorch's logits and gradients, whatever the padding contains", async () => {
      const before = memory().numTensors;
      const model = new HeadModel(weightsOf(example));
      const batch = paddedBatch(example);
      const { logits, byName } = model.gradients(batch, crossEntropy);
      expectClose((await logits.data()).slice(0, example.logits.length), example.logits);
      const names = [...model.variables.keys()];
      for (const [index, name] of names.entries())
        expectClose((await byName.get(name)?.data()) ?? [], example.gradients[index]);
      dispose([logits, ...byName.values(), ...Object.values(batch)]);
      model.dispose();
      expect(memory().numTensors).toBe(before);
    });

    it("has PyTorch's weights after several steps of Adam", async () => {
      const before = memory().numTensors;
      const model = new HeadModel(weightsOf(example));
      const adam = createOptimizer({
        kind: 'adam',
        learningRate: 0.01,
        beta1: 0.9,
        beta2: 0.999,
        epsilon: 1e-7,
      });
      const batch = paddedBatch(example);
      for (const expectedLoss of example.losses) {
        const { logits, byName } = model.gradients(batch, crossEntropy);
        const values = await logits.data<'float32'>();
        const { rows, classes, targets } = example;
        const oneHot = targets.flatMap((target) =>
          Array.from({ length: classes }, (_, k) => Number(k === target)),
        );
        const weights = new Float64Array(rows * classes).fill(1 / rows);
        const losses = targets.map((_, row) =>
          crossEntropy.value(values, oneHot, weights, row * classes, classes),
        );
        expectClose([losses.reduce((sum, loss) => sum + loss)], [expectedLoss]);
        adam.apply(model.variables, byName);
        dispose([logits, ...byName.values()]);
      }
      const weights = await model.weights();
      expectClose(
        weights.flatMap((layer) => [...layer.kernel, ...layer.bias]),
        example.end.flat(),
        1e-5,
      );
      const heads = [genreHead(Array.from({ length: example.classes }, (_, k) => `class ${k}`))];
      const probabilities = await applyHead(weights, new Float32Array(example.features), heads);
      expectClose(probabilities, example.probabilities, 1e-5);
      dispose(Object.values(batch));
      adam.dispose();
      model.dispose();
      expect(memory().numTensors).toBe(before);
    });
  });
}

describe.each<BackendName>(['cpu', 'wasm'])('the head on %s', (backend) => {
  itTrains(backend);
});
describe('the head on webgpu', () => {
  itTrains('webgpu');
});
