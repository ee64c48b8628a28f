/** Values and gradients of PyTorch, by `scripts/reference/layers.py`. */
import { grad, memory, tensor, tidy, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { beforeAll, describe, expect, it } from 'vitest';
import reference from '../../../scripts/reference/layers.json';
import { hash32 } from '../../core/random';
import { chooseBackend } from '../backends/backends';
import { uniform } from '../testing/fill-weights';
import { sizeOf } from '../weights/weights';
import { adaptiveAverage, averagePool, globalAverage } from './pooling';

function formula(name: string, shape: number[]): Tensor {
  const hash = hash32(name);
  return tensor(
    Float32Array.from({ length: sizeOf(shape) }, (_, i) => uniform(hash, i)),
    shape,
  );
}

function pool(kind: string, x: Tensor4D, [first, second]: number[]): Tensor {
  if (kind === 'average') return averagePool(x);
  return kind === 'adaptive' ? adaptiveAverage(x, first, second) : globalAverage(x);
}

function expectClose(found: ArrayLike<number>, expected: number[]): void {
  expect(found).toHaveLength(expected.length);
  for (const [i, value] of expected.entries()) expect(found[i]).toBeCloseTo(value, 5);
}

describe.each(['cpu', 'wasm'] as const)('pooling on %s', (backend) => {
  beforeAll(async () => {
    await chooseBackend(backend);
  });

  it.each(reference.pools)('$kind of $shape, $numbers, is PyTorch’s', (one) => {
    const before = memory().numTensors;
    tidy(() => {
      const x = formula('x', one.shape);
      const y = pool(one.kind, x as Tensor4D, one.numbers);
      expect(y.shape).toEqual(one.outShape);
      expectClose(y.dataSync(), one.values);
      const dx = grad((x) => pool(one.kind, x as Tensor4D, one.numbers))(x, formula('dy', one.outShape));
      expect(dx.shape).toEqual(one.shape);
      expectClose(dx.dataSync(), one.gradient);
    });
    expect(memory().numTensors).toBe(before);
  });
});
