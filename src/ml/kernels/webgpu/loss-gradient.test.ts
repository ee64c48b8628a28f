/** Compares with finite differences of the float64 losses, for odd sizes and positions of a head. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { huber, squaredError } from '../../losses/distances';
import { crossEntropy, binaryCrossEntropy } from '../../losses/cross-entropy';
import { focalClasses, focalLabels } from '../../losses/focal';
import { draw } from '../../testing/draw-case';
import { relativeError } from '../../testing/reference-conv';
import { startWebGPU } from '../../testing/start-webgpu';
import { internals } from './internals';
import { lossGradient } from './loss-gradient';

beforeAll(() => startWebGPU());

const LOSSES = {
  crossEntropy,
  binaryCrossEntropy,
  focalLabels: focalLabels({ gamma: 2, alpha: 0.25 }),
  focalClasses: focalClasses(1.5),
  huber: huber(0.7),
  squaredError,
};
/** Rows, outputs of the head, outputs before and after it. */
const SIZES = [
  [1, 1, 0, 0],
  [1, 2, 0, 0],
  [5, 3, 0, 0],
  [32, 10, 0, 0],
  [65, 7, 2, 1],
  [3, 130, 0, 5],
  [130, 4, 1, 0],
];
const CASES = SIZES.flatMap((sizes) =>
  (Object.keys(LOSSES) as (keyof typeof LOSSES)[]).map((name) => ({ name, sizes })),
);

it('has at least forty cases', () => expect(CASES.length).toBeGreaterThanOrEqual(40));

describe.each(CASES)('$name $sizes', ({ name, sizes: [rows, count, before, after] }) => {
  it('agrees with finite differences', async () => {
    const loss = LOSSES[name];
    const outputs = before + count + after;
    const logits = draw([rows, outputs], 'logits').map((v) => 2 * v);
    const targets = draw([rows, outputs], 'targets').map((v) =>
      name === 'huber' ? v : Math.min(1, Math.abs(v)),
    );
    const weights = draw([rows, outputs], 'weights').map((v, i) => (i % 7 === 3 ? 0 : Math.abs(v)));
    const expected = new Float64Array(rows * count);
    const valueAt = (row: number, j: number, by: number) => {
      const moved = Float64Array.from(logits);
      moved[row * outputs + before + j] += by;
      return loss.value(moved, targets, weights, row * outputs + before, count);
    };
    for (const i of expected.keys()) {
      const [row, j] = [Math.floor(i / count), i % count];
      expected[i] = (valueAt(row, j, 1e-5) - valueAt(row, j, -1e-5)) / 2e-5;
    }
    const matrix = (values: Float32Array) => tf.tensor2d(values, [rows, outputs]);
    const tensors = [matrix(logits), matrix(targets), matrix(weights)];
    const gradient = lossGradient([{ from: before, count, loss }], tensors[0], tensors[1], tensors[2]);
    const own = tf.slice(gradient, [0, before], [rows, count]);
    expect(relativeError(await own.data(), expected)).toBeLessThan(3e-5);
    tf.dispose([...tensors, gradient, own]);
  });
});

it('frees every byte and tensor', async () => {
  const gpu = internals();
  const round = async () => {
    const x = tf.tensor2d(draw([8, 4], 'x'), [8, 4]);
    const gradient = lossGradient([{ from: 0, count: 4, loss: crossEntropy }], x, x, x);
    await gradient.data();
    tf.dispose([x, gradient]);
  };
  await round();
  const before = { tensors: tf.memory().numTensors, ...gpu.memory() };
  await round();
  expect({ tensors: tf.memory().numTensors, ...gpu.memory() }).toEqual(before);
});
