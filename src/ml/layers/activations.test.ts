/** Values and derivatives of PyTorch, by `scripts/reference/layers.py`. */
import { grad, memory, tensor1d, tidy } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { beforeAll, describe, expect, it } from 'vitest';
import reference from '../../../scripts/reference/layers.json';
import { chooseBackend } from '../backends/backends';
import { activate } from './activations';

describe.each(['cpu', 'wasm'] as const)('activate on %s', (backend) => {
  beforeAll(async () => {
    await chooseBackend(backend);
  });

  it.each(['relu', 'relu6', 'mish', 'hard-swish', 'hard-sigmoid'] as const)('has PyTorch’s %s', (name) => {
    const before = memory().numTensors;
    const { values, derivatives } = reference.activations[name];
    const [found, slopes] = tidy(() => {
      const x = tensor1d(reference.points);
      return [activate(x, name).dataSync(), grad((x) => activate(x, name))(x).dataSync()];
    });
    for (const [i, x] of reference.points.entries()) {
      expect(found[i], `at ${x}`).toBeCloseTo(values[i], 4);
      expect(slopes[i], `slope at ${x}`).toBeCloseTo(derivatives[i], 5);
    }
    expect(memory().numTensors).toBe(before);
  });
});
