/** Values and derivatives of PyTorch, by `scripts/reference/layers.py`. */
import { dispose, grad, memory, tensor1d, tidy } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { beforeAll, describe, expect, it } from 'vitest';
import reference from '../../../scripts/reference/layers.json';
import { installDawn } from '../testing/dawn';
import { startBackend } from '../testing/start-webgpu';
import { activate } from './activations';

// a process can have only one WebGPU: here the software adapter
installDawn('software');
const backends = ['cpu', 'wasm', 'webgpu'] as const;

describe.each(backends)('activate on %s', { timeout: 120_000 }, (backend) => {
  beforeAll(async () => {
    await startBackend(backend);
  });

  it.each(['relu', 'relu6', 'mish', 'hard-swish', 'hard-sigmoid'] as const)(
    'has PyTorch’s %s',
    async (name) => {
      const before = memory().numTensors;
      const { values, derivatives } = reference.activations[name];
      const tensors = tidy(() => {
        const x = tensor1d(reference.points);
        return [activate(x, name), grad((x) => activate(x, name))(x)];
      });
      const [found, slopes] = await Promise.all(tensors.map((tensor) => tensor.data()));
      dispose(tensors);
      for (const [i, x] of reference.points.entries()) {
        expect(found[i], `at ${x}`).toBeCloseTo(values[i], 4);
        expect(slopes[i], `slope at ${x}`).toBeCloseTo(derivatives[i], 5);
      }
      expect(memory().numTensors).toBe(before);
    },
  );
});
