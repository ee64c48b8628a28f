/** Expected numbers: PyTorch's `cross_entropy`, by `scripts/reference/head.py`; gradients by finite differences. */
import '@tensorflow/tfjs-backend-cpu';
import { setBackend, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import reference from '../training/reference.json';
import { softmaxCrossEntropy } from './softmax-cross-entropy';

beforeAll(async () => {
  await setBackend('cpu');
});

it("is PyTorch's, however far apart the logits are", () => {
  const { logits, targets, values } = reference.crossEntropy;
  for (const [row, target] of targets.entries())
    expect(softmaxCrossEntropy.value(new Float32Array(logits), 3, row, target)).toBeCloseTo(values[row], 4);
});

it('has the gradient that finite differences give, times the weight of the row', () => {
  const logits = [0.3, -1.2, 0.8, 2, 0.1, -0.5];
  const targets = [2, 0];
  const weights = [0.25, 0.75];
  const total = (values: number[]) =>
    targets.reduce(
      (sum, target, row) =>
        sum + weights[row] * softmaxCrossEntropy.value(new Float32Array(values), 3, row, target),
      0,
    );
  const gradient = tidy(() =>
    softmaxCrossEntropy
      .gradient(tensor2d(logits, [2, 3]), tensor2d([0, 0, 1, 1, 0, 0], [2, 3]), tensor2d(weights, [2, 1]))
      .dataSync(),
  );
  const step = 1e-3;
  for (const i of logits.keys()) {
    const moved = (by: number) => total(logits.map((value, j) => (j === i ? value + by : value)));
    expect(gradient[i]).toBeCloseTo((moved(step) - moved(-step)) / (2 * step), 3);
  }
});
