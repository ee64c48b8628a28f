/** Values and gradients of PyTorch, by `scripts/reference/layers.py`. */
import { add, dispose, grad, memory, tensor, tidy, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { beforeAll, describe, expect, it } from 'vitest';
import reference from '../../../scripts/reference/layers.json';
import { hash32 } from '../../core/random';
import { installDawn } from '../testing/dawn';
import { uniform } from '../testing/fill-weights';
import { startBackend } from '../testing/start-webgpu';
import { sizeOf } from './weights';
import { plainOps } from './plain-ops';
import { adaptiveAverage, averagePool, globalAverage } from './pooling';

function formula(name: string, shape: number[]): Tensor {
  const hash = hash32(name);
  return tensor(
    Float32Array.from({ length: sizeOf(shape) }, (_, i) => uniform(hash, i)),
    shape,
  );
}

function pool(kind: string, x: Tensor4D, [first, second, padding]: number[]): Tensor {
  if (kind === 'max') return plainOps.maxPool(x, first, { stride: second, padding });
  if (kind === 'average') return averagePool(x);
  return kind === 'adaptive' ? adaptiveAverage(x, first, second) : globalAverage(x);
}

function expectClose(found: ArrayLike<number>, expected: number[]): void {
  expect(found).toHaveLength(expected.length);
  for (const [i, value] of expected.entries()) expect(found[i]).toBeCloseTo(value, 5);
}

// a process can have only one WebGPU: here the software adapter
installDawn('software');
const backends = ['cpu', 'wasm', 'webgpu'] as const;

describe.each(backends)('pooling on %s', { timeout: 120_000 }, (backend) => {
  beforeAll(async () => {
    await startBackend(backend);
  });

  it.each(reference.pools)('$kind of $shape, $numbers, is PyTorch’s', async (one) => {
    const before = memory().numTensors;
    const [y, dx] = tidy(() => {
      // max pools come after ReLU, so nothing is below zero
      const x = add(formula('x', one.shape), one.kind === 'max' ? 1 : 0);
      const compute = (x: Tensor) => pool(one.kind, x as Tensor4D, one.numbers);
      return [compute(x), grad(compute)(x, formula('dy', one.outShape))];
    });
    expect(y.shape).toEqual(one.outShape);
    expect(dx.shape).toEqual(one.shape);
    expectClose(await y.data(), one.values);
    expectClose(await dx.data(), one.gradient);
    dispose([y, dx]);
    expect(memory().numTensors).toBe(before);
  });
});
