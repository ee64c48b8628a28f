import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { differentiate } from './differentiate';
import { releaseEarly } from './release-early';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const SIZE = 1000;

/** Returns x; reports the number of bytes when the backward pass reaches it. */
function probe(x: tf.Tensor, tell: (bytes: number) => void): tf.Tensor {
  return tf.customGrad((...args) => {
    const [input] = args as [tf.Tensor, tf.GradSaveFunc];
    return {
      value: tf.clone(input),
      gradFunc: (dy: tf.Tensor) => {
        tell(tf.memory().numBytes);
        return tf.clone(dy);
      },
    };
  })(x);
}

describe('releaseEarly', () => {
  it('has freed nearly everything at the end of a long pass', () => {
    const x = tf.variable(tf.mul(tf.ones([SIZE]), 1.001));
    const chain = (release: boolean) => {
      let bytes = 0;
      const before = tf.memory().numBytes;
      const { value, grads } = tf.engine().gradients(() => {
        let y = probe(x, (now) => (bytes = now - before));
        for (let i = 0; i < 20; i++) y = tf.sin(y);
        if (release) releaseEarly();
        return tf.sum(y);
      }, [x]);
      const gradient = grads[0].dataSync();
      tf.dispose([value, ...grads]);
      return { tensors: bytes / (SIZE * 4), gradient };
    };
    const kept = chain(false);
    const released = chain(true);
    expect(released.gradient).toEqual(kept.gradient);
    expect(kept.tensors).toBeGreaterThan(40);
    expect(released.tensors).toBeLessThan(6);
    x.dispose();
  });

  it('is correct if gradients are shared: branches that meet, and one value read twice', () => {
    const [a, b] = [0.3, -0.7].map((value) => tf.variable(tf.mul(tf.ones([3, 2]), value)));
    const loss = () => {
      const sum = tf.add(a, b);
      const twice = tf.add(sum, sum);
      const joined = tf.concat([twice, tf.mul(sum, a), tf.clone(b)], 1);
      const passed = tf.add(tf.add(joined, joined), tf.reshape(joined, [3, 6]));
      return tf.sum(tf.square(passed));
    };
    const { value, byName } = differentiate(
      new Map([
        ['a', a],
        ['b', b],
      ]),
      loss,
    );
    // L = 9 Σ (4(a+b)² + a²(a+b)² + b²), by hand
    const [x, y] = [0.3, -0.7];
    const byA = 9 * (8 * (x + y) + 2 * x * (x + y) ** 2 + 2 * x * x * (x + y));
    const byB = 9 * (8 * (x + y) + 2 * x * x * (x + y) + 2 * y);
    for (const found of byName.get('a')?.dataSync() ?? []) expect(found).toBeCloseTo(byA, 4);
    for (const found of byName.get('b')?.dataSync() ?? []) expect(found).toBeCloseTo(byB, 4);
    tf.dispose([value, ...byName.values(), a, b]);
  });

  it('leaves nothing behind, and does not touch gradients of gradients', () => {
    const x = tf.variable(tf.tensor1d([0.5]));
    const before = tf.memory().numTensors;
    const cube = (y: tf.Tensor) => {
      const value = tf.mul(y, tf.mul(y, y));
      releaseEarly();
      return value;
    };
    const second = tf.tidy(
      () =>
        tf
          .grad((y) => tf.sum(tf.grad(cube)(y)))(x)
          .dataSync()[0],
    );
    expect(second).toBeCloseTo(3, 5);
    const { value, byName } = differentiate(new Map([['x', x]]), () => tf.sum(cube(x)));
    tf.dispose([value, ...byName.values()]);
    expect(tf.memory().numTensors).toBe(before);
    x.dispose();
  });
});
