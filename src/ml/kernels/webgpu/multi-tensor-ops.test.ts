/** Compares with float64 loops, over more tensors of odd sizes than one dispatch can take. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { draw } from '../../testing/draw-case';
import { relativeError } from '../../testing/reference-conv';
import { startWebGPU } from '../../testing/start-webgpu';
import { internals } from './internals';
import { BLOCK } from './multi-tensor';
import { addShares, blend, clear, clipScaleOnGPU, exchange } from './multi-tensor-ops';

beforeAll(() => startWebGPU());

const TOLERANCE = 1e-6;
/** Around the number of threads per workgroup, the elements that it covers, and several times that. */
const SIZES = [
  ...Array.from({ length: 20 }, (_, i) => i + 1),
  ...[31, 33, 63, 64, 65, 127, 129].flatMap((size) => [size, 3 * size]),
  ...[1, 2, 3, 16].flatMap((blocks) => [-1, 0, 1].map((more) => blocks * BLOCK + more)),
];

it('has at least forty cases', () => expect(SIZES.length).toBeGreaterThanOrEqual(40));

const values = (stream: string) => SIZES.map((size, i) => draw([size], `${stream} ${i}`));
const upload = (all: Float32Array[]) => all.map((one) => tf.tensor1d(one));
const inFloat64 = (all: Float32Array[], work: (value: number, which: number, i: number) => number) =>
  all.map((one, which) => Float64Array.from(one, (value, i) => work(value, which, i)));

async function expectAll(found: readonly tf.Tensor[], expected: readonly ArrayLike<number>[]): Promise<void> {
  const read = await Promise.all(found.map((tensor) => tensor.data<'float32'>()));
  const wrong = SIZES.filter((_, i) => !(relativeError(read[i], expected[i]) < TOLERANCE));
  expect(wrong).toEqual([]);
}

describe('several tensors at once', () => {
  const [a, b] = [values('a'), values('b')];
  const withBoth = async (work: (ta: tf.Tensor[], tb: tf.Tensor[]) => Promise<void>) => {
    const [ta, tb] = [upload(a), upload(b)];
    await work(ta, tb);
    tf.dispose([...ta, ...tb]);
  };
  const pairsOf = (ta: tf.Tensor[], tb: tf.Tensor[]) => ta.map((tensor, i) => [tensor, tb[i]] as const);

  it('have shares of others added', () =>
    withBoth(async (ta, tb) => {
      addShares(pairsOf(ta, tb), 0.3);
      await expectAll(
        ta,
        inFloat64(a, (v, which, i) => v + 0.3 * b[which][i]),
      );
      await expectAll(tb, b);
    }));

  it('move towards others', () =>
    withBoth(async (ta, tb) => {
      const share = tf.tensor1d([0.25]);
      blend(pairsOf(ta, tb), share);
      await expectAll(
        ta,
        inFloat64(a, (v, which, i) => v + 0.25 * (b[which][i] - v)),
      );
      share.dispose();
    }));

  it('are exchanged with others', () =>
    withBoth(async (ta, tb) => {
      exchange(pairsOf(ta, tb));
      await expectAll(ta, b);
      await expectAll(tb, a);
    }));

  it('are cleared', () =>
    withBoth(async (ta) => {
      clear(ta);
      await expectAll(
        ta,
        inFloat64(a, () => 0),
      );
    }));

  it('have one joint norm, at every size', () =>
    withBoth(async (ta) => {
      const normOf = (some: Float32Array[]) =>
        Math.sqrt(some.reduce((sum, one) => sum + one.reduce((inner, v) => inner + v * v, 0), 0));
      const scaled = async (tensors: tf.Tensor[], some: Float32Array[]) => {
        const found = clipScaleOnGPU(tensors, 2);
        const norm = normOf(some);
        const expected = [Math.min(1, 2 / (norm + 1e-6)), norm];
        const error = relativeError(await found.data(), expected);
        found.dispose();
        return error;
      };
      expect(await scaled(ta, a)).toBeLessThan(10 * TOLERANCE);
      for (const [i, tensor] of ta.entries())
        expect(await scaled([tensor], [a[i]])).toBeLessThan(10 * TOLERANCE);
    }));
});

it('frees every byte and tensor', async () => {
  const gpu = internals();
  const round = async () => {
    const tensors = upload(values('a'));
    const clip = clipScaleOnGPU(tensors, 1);
    await clip.data();
    tf.dispose([...tensors, clip]);
  };
  await round();
  const before = { tensors: tf.memory().numTensors, ...gpu.memory() };
  await round();
  await round();
  expect({ tensors: tf.memory().numTensors, ...gpu.memory() }).toEqual(before);
});
