/** One update of all parameters of a network. */
import type { OptimizerSettings } from '../../src/core/optimisation/optimizers';
import { createOptimizer } from '../../src/ml/optimizers/create-optimizer';
import type { NetworkName } from '../train/networks';
import { float32, type KernelBench, type KernelRow } from './kernel-bench';
import { parametersNamed } from './parameters';

const SGD = { kind: 'sgd', learningRate: 0.1, momentum: 0.9, nesterov: false, weightDecay: 1e-4 } as const;
const ADAM = { kind: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } as const;

/** @param slots Number of state tensors per variable. */
function row(network: NetworkName, settings: OptimizerSettings, slots: number): KernelRow {
  const parameters = parametersNamed(network);
  return {
    what: `${settings.kind}, a step`,
    layer: network,
    off: { own: 'optimizer' },
    at: () => ({
      shape: `${parameters.tensors} tensors, ${(parameters.elements / 1e6).toFixed(1)} M values`,
      // the gradient is read; the value and its state are read and written
      bytes: float32(parameters.elements * (1 + 2 * (1 + slots))),
      start() {
        const made = parameters.make();
        const optimizer = createOptimizer(settings);
        return {
          run() {
            optimizer.apply(made.variables, made.gradients);
            return [];
          },
          dispose() {
            optimizer.dispose();
            made.dispose();
          },
        };
      },
    }),
  };
}

export const optimizer: KernelBench = {
  file: 'webgpu-optimizer',
  rows: [row('resnet18', ADAM, 2), row('mobilenet-v2', ADAM, 2), row('mobilenet-v2', SGD, 1)],
};
