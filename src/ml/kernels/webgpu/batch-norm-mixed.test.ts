/** Batch norms on 16-bit values, compared with float64 loops over values that were rounded beforehand. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { ROUNDING, rounded } from '../../testing/checks/convolutions';
import { draw } from '../../testing/draw-case';
import { referenceBatchNorm, referenceBatchNormGradients } from '../../testing/reference-batch-norm';
import { relativeError } from '../../testing/reference-conv';
import { startWebGPU } from '../../testing/start-webgpu';
import { batchNormTraining } from './batch-norm';
import { FUSED_ACTIVATIONS } from '../activations';
import { asFloat, canBeHalf, isHalf, narrowTensor } from './half';
import { internals, type WebGPUInternals } from './internals';

const TOLERANCE = 2e-5;
const EPSILON = 1e-3;

let gpu: WebGPUInternals;
beforeAll(async () => {
  await startWebGPU();
  gpu = internals();
});

type Shape = [batch: number, height: number, width: number, channels: number];
/** The channels of the last one are not divisible by four, so it stays in 32 bits. */
const SHAPES: Shape[] = [
  [2, 3, 3, 4],
  [5, 1, 1, 40],
  [2, 14, 13, 24],
  [3, 5, 7, 68],
  [1, 9, 9, 132],
  [2, 7, 5, 3],
];
/** What is stored in 16 bits in addition to the result. */
const STORED = [
  { x: true, residual: 'half' },
  { x: true, residual: 'none' },
  { x: false, residual: 'none' },
  { x: false, residual: 'half' },
  { x: true, residual: 'float' },
] as const;
const CASES = SHAPES.flatMap((shape) =>
  FUSED_ACTIVATIONS.flatMap((activation) => STORED.map((stored) => ({ shape, activation, stored }))),
);

it('has at least forty cases', () => expect(CASES.length).toBeGreaterThanOrEqual(40));

/** The values as a tensor, and as they are after rounding. */
function upload(values: Float32Array, shape: Shape, half: boolean) {
  const tensor = tf.tensor4d(values, shape);
  if (!half || !canBeHalf(shape)) return { tensor, held: values };
  const narrow = tf.engine().makeTensorFromTensorInfo(narrowTensor(gpu, tensor)) as tf.Tensor4D;
  tensor.dispose();
  return { tensor: narrow, held: rounded(values) };
}

describe.each(CASES)('$shape $activation, stored $stored', ({ shape, activation, stored }) => {
  it('agrees with float64 loops, forward and backward', async () => {
    const before = tf.memory().numTensors;
    const channels = shape[3];
    const drawn = draw(shape, 'x').map((v, i) => v * 2 + 3 * Math.sin(i % channels));
    const x = upload(drawn, shape, stored.x);
    const residual =
      stored.residual === 'none' ? null : upload(draw(shape, 'residual'), shape, stored.residual === 'half');
    const gamma = draw([channels], 'gamma').map((v) => 1 + 0.3 * v);
    const beta = draw([channels], 'beta').map((v) => 1.5 * v);
    const dy = draw(shape, 'dy');
    const inputs: tf.Tensor[] = [x.tensor, tf.tensor1d(gamma), tf.tensor1d(beta)];
    if (residual) inputs.push(residual.tensor);
    const slopes = tf.tensor4d(dy, shape);
    const options = { epsilon: EPSILON, activation, momentum: 0.1, half: true };
    let stays = false;
    const { value, grads } = tf.valueAndGrads((...args: tf.Tensor[]) => {
      const y = batchNormTraining(args[0], args[1], args[2], args[3] ?? null, options);
      stays = isHalf(y);
      return asFloat(y);
    })(inputs, slopes);
    expect(stays).toBe(canBeHalf(shape));

    const values = { x: x.held, gamma, beta, residual: residual?.held ?? null };
    const sizes = { rows: drawn.length / channels, channels, epsilon: EPSILON, activation };
    const expected = referenceBatchNormGradients(values, sizes, dy);
    const wanted = [expected.dx, expected.dgamma, expected.dbeta, expected.dresidual];
    const y = relativeError(await value.data(), referenceBatchNorm(values, sizes));
    expect(y).toBeLessThan(TOLERANCE + (stays ? ROUNDING : 0));
    expect(grads.map(isHalf)).not.toContain(true);
    for (const [i, gradient] of grads.entries())
      expect(relativeError(await gradient.data(), wanted[i])).toBeLessThan(5 * TOLERANCE);
    tf.dispose([...inputs, slopes, value, ...grads]);
    expect(tf.memory().numTensors).toBe(before);
  });
});
