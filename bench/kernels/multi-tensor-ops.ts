/** Work on all parameters or gradients of a network at once. */
import * as tf from '@tensorflow/tfjs-core';
import { clipScale } from '../../src/ml/optimizers/clip-norm';
import { GradientSum } from '../../src/ml/optimizers/gradient-sum';
import { WeightAverage } from '../../src/ml/optimizers/weight-average';
import { float32, type KernelBench, type KernelRow, type Work } from './kernel-bench';
import { parametersNamed, type Parameters } from './parameters';

const PARAMETERS = parametersNamed('mobilenet-v2');

/** @param passes How often each value is read or written. */
function row(what: string, passes: number, start: (made: ReturnType<Parameters['make']>) => Work): KernelRow {
  return {
    what,
    layer: 'mobilenet-v2',
    off: { own: 'multi-tensor-ops' },
    at: () => ({
      shape: `${PARAMETERS.tensors} tensors, ${(PARAMETERS.elements / 1e6).toFixed(1)} M values`,
      bytes: float32(PARAMETERS.elements * passes),
      start() {
        const made = PARAMETERS.make();
        const work = start(made);
        return {
          run: () => work.run(),
          dispose() {
            work.dispose();
            made.dispose();
          },
        };
      },
    }),
  };
}

export const multiTensorOps: KernelBench = {
  file: 'multi-tensor-ops',
  rows: [
    row('norm of all gradients, for clipping', 1, ({ gradients }) => ({
      run: () => clipScale(gradients, 1),
      dispose: () => {},
    })),
    row('gradients gathered over batches', 3, ({ gradients }) => {
      const sum = new GradientSum();
      sum.prepare(gradients);
      return {
        run() {
          sum.add(gradients, 0.5);
          return [];
        },
        dispose: () => sum.dispose(),
      };
    }),
    row('weights averaged over steps', 3, ({ variables }) => {
      const average = new WeightAverage({ decay: 0.999 });
      tf.tidy(() => average.prepare(variables));
      return {
        run() {
          average.update(variables);
          return [];
        },
        dispose: () => average.dispose(),
      };
    }),
  ],
};
