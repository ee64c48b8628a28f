/** Optimizers compared with PyTorch's (`scripts/reference/optimizers.py`), and the other operations on many tensors. */
import * as tf from '@tensorflow/tfjs-core';
import reference from '../../../../scripts/reference/optimizers.json';
import type { OptimizerSettings } from '../../../core/optimisation/optimizers';
import { addShares, blend, clear, clipScaleOnGPU, exchange } from '../../kernels/webgpu/multi-tensor-ops';
import { createOptimizer } from '../../optimizers/create-optimizer';
import { draw } from '../draw-case';
import { relativeError } from '../reference-conv';
import type { Check, KernelBackendName } from './check';

type Values = Record<string, number[]>;
const rates: Record<string, number> = reference.rateOf;
const start: Values = reference.start;
const trajectories = reference.trajectories as unknown as { settings: OptimizerSettings; values: Values[] }[];
const names = Object.keys(start);

const repeat = (values: number[], times: number) => Array.from({ length: times }, () => values).flat();

/** Seven steps, the last three at half the rate; each variable repeats the reference's numbers `times` times. */
function optimizerCheck({ settings, values }: (typeof trajectories)[number], times: number): Check {
  const { kind, ...numbers } = settings;
  return {
    title: `${kind} ${JSON.stringify(numbers).replaceAll('"', '')}`,
    async errors() {
      const optimizer = createOptimizer(settings, { rateOf: (name) => rates[name.split('/')[0]] });
      const moved = new Map(
        names.map((name) => [name, tf.tidy(() => tf.variable(tf.tensor1d(repeat(start[name], times))))]),
      );
      for (const [step, gradients] of (reference.gradients as Values[]).entries()) {
        if (step === 4) optimizer.learningRate /= 2;
        const given = new Map(names.map((name) => [name, tf.tensor1d(repeat(gradients[name], times))]));
        optimizer.apply(moved, given);
        tf.dispose([...given.values()]);
      }
      const errors: Record<string, number> = {};
      for (const [name, variable] of moved) {
        const expected = repeat(values[values.length - 1][name], times);
        errors[name] = relativeError(await variable.data(), expected);
      }
      optimizer.dispose();
      tf.dispose([...moved.values()]);
      return errors;
    },
  };
}

const SIZES = [1, 70, 257, 513];

/** Sizes around the 256 elements that a workgroup covers. */
function multiTensorCheck(): Check {
  return {
    title: 'sums, averages, exchange and norm of several tensors at once',
    async errors() {
      const one = SIZES.map((size) => draw([size], `one ${size}`));
      const other = SIZES.map((size) => draw([size], `other ${size}`));
      const make = (values: Float32Array[]) => values.map((part) => tf.tensor1d(part));
      const [a, b] = [make(one), make(other)];
      const pairs = a.map((tensor, i) => [tensor, b[i]] as const);
      const read = async (tensors: tf.Tensor[]) =>
        (await Promise.all(tensors.map((tensor) => tensor.data<'float32'>()))).flatMap((part) => [...part]);
      const [x, y] = [one, other].map((parts) => parts.flatMap((part) => [...part]));

      addShares(pairs, 0.3);
      const summed = x.map((v, i) => v + 0.3 * y[i]);
      const errors: Record<string, number> = { sum: relativeError(await read(a), summed) };
      const share = tf.tensor1d([0.25]);
      blend(pairs, share);
      const blended = summed.map((v, i) => v + 0.25 * (y[i] - v));
      errors.average = relativeError(await read(a), blended);
      exchange(pairs);
      errors.exchange = Math.max(relativeError(await read(a), y), relativeError(await read(b), blended));
      const clip = clipScaleOnGPU(a, 2);
      const norm = Math.sqrt(y.reduce((sum, v) => sum + v * v, 0));
      errors.norm = relativeError(await clip.data(), [Math.min(1, 2 / (norm + 1e-6)), norm]);
      clear(a);
      errors.clear = relativeError(
        await read(a),
        y.map(() => 0),
      );
      tf.dispose([...a, ...b, share, clip]);
      return errors;
    },
  };
}

export function optimizerChecks(backend: KernelBackendName): Check[] {
  if (backend === 'webgpu') return [...trajectories.map((one) => optimizerCheck(one, 1)), multiTensorCheck()];
  // enough work for WASM to divide among its threads
  return trajectories.map((one) => optimizerCheck(one, 300));
}
