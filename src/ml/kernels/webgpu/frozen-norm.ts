/**
 * Batch normalisation with given statistics, fused with the activation after it and with a residual added before that:
 *
 *   y = activation(γ · (x − μ) / √(σ² + ε) + β [+ residual])
 *
 * Frozen norms use it, in training, too: one dispatch forward and two backward, where tfjs composes about twenty.
 */
import * as tf from '@tensorflow/tfjs-core';
import { runChannelSums, sizesOf } from './channel-sums';
import { runElementwise } from './elementwise';
import { activated, passes } from './fused-activation';
import { internals, type WebGPUInternals } from './internals';
import { emptyTensor } from './run-kernel';
import type { FusedActivation } from '../activations';

export interface FrozenNormOptions {
  /** `[channels]` each; not differentiated. */
  mean: tf.Tensor;
  variance: tf.Tensor;
  epsilon: number;
  activation: FusedActivation;
}

const asTensor = (info: tf.TensorInfo) => tf.engine().makeTensorFromTensorInfo(info);

/**
 * Differentiable in x, γ, β and the residual.
 * @param x `[…, channels]`; `gamma`, `beta` `[channels]`; `residual` has x's shape, or is null.
 */
export function frozenNorm<T extends tf.Tensor>(
  x: T,
  gamma: tf.Tensor,
  beta: tf.Tensor,
  residual: tf.Tensor | null,
  options: FrozenNormOptions,
): T {
  const gpu = internals();
  const { activation } = options;
  const operation = tf.customGrad((...args: (tf.Tensor | tf.GradSaveFunc)[]) => {
    const [tx, tgamma, tbeta, tresidual] = args as tf.Tensor[];
    const save = args[args.length - 1] as tf.GradSaveFunc;
    const { y, stats } = forward(gpu, tx, tgamma, tbeta, residual ? tresidual : null, options);
    save([tx, y, stats]);
    return {
      value: y,
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) =>
        gradients(gpu, dy, saved, residual !== null, activation),
    };
  });
  return (residual ? operation(x, gamma, beta, residual) : operation(x, gamma, beta)) as T;
}

/** y, and `[3, channels]` for the backward pass: μ, 1 / √(σ² + ε) and that times γ. */
function forward(
  gpu: WebGPUInternals,
  x: tf.Tensor,
  gamma: tf.Tensor,
  beta: tf.Tensor,
  residual: tf.Tensor | null,
  { mean, variance, epsilon, activation }: FrozenNormOptions,
): { y: tf.Tensor; stats: tf.Tensor } {
  const channels = gamma.size;
  const y = emptyTensor(gpu, x.shape);
  const stats = emptyTensor(gpu, [3, channels]);
  const epsilonBits = new Uint32Array(Float32Array.of(epsilon).buffer)[0];
  runElementwise(gpu, {
    key: `frozen-norm ${activation} ${residual ? 'residual' : ''}`,
    threads: x.size,
    writes: { y, stats },
    reads: { x, gamma, beta, mean, variance, ...(residual ? { residual } : {}) },
    sizes: { channels, epsilon: epsilonBits },
    body: `let c = i % p.channels;
  let scale = inverseSqrt(variance[c] + bitcast<f32>(p.epsilon));
  let factor = gamma[c] * scale;
  let value = (x[i] - mean[c]) * factor + beta[c]${residual ? ' + residual[i]' : ''};
  y[i] = ${activated(activation, 'value')};
  if (i < p.channels) {
    stats[i] = mean[c];
    stats[p.channels + i] = scale;
    stats[2u * p.channels + i] = factor;
  }`,
  });
  return { y: asTensor(y), stats: asTensor(stats) };
}

/** Gradients with respect to x, γ, β and, if there is one, the residual. */
function gradients(
  gpu: WebGPUInternals,
  dy: tf.Tensor,
  [x, y, stats]: tf.Tensor[],
  withResidual: boolean,
  activation: FusedActivation,
): tf.Tensor[] {
  const sizes = sizesOf(x.shape);
  const { channels, count } = sizes;
  const needsY = activation !== 'linear';
  const dx = emptyTensor(gpu, x.shape);
  // without an activation, the residual's gradient is dy itself
  const dresidual = withResidual && needsY ? emptyTensor(gpu, x.shape) : null;
  const parts = runChannelSums(gpu, sizes, {
    key: `frozen-norm-gradient ${activation} ${dresidual ? 'residual' : ''}`,
    writes: dresidual ? { dx, dresidual } : { dx },
    reads: needsY ? { dy, x, stats, yy: y } : { dy, x, stats },
    before:
      'let mean = stats[c]; let scale = stats[p.channels + c]; let factor = stats[2u * p.channels + c];',
    terms: `${needsY ? `let y = yy[i]; let g = select(0.0, dy[i], ${passes(activation)});` : 'let g = dy[i];'}
      dx[i] = g * factor;
      ${dresidual ? 'dresidual[i] = g;' : ''}
      a += g;
      b = fma(g, (x[i] - mean) * scale, b);`,
  });
  const dbeta = emptyTensor(gpu, [channels]);
  const dgamma = emptyTensor(gpu, [channels]);
  runElementwise(gpu, {
    key: 'frozen-norm-totals',
    threads: channels,
    writes: { dbeta, dgamma },
    reads: { parts },
    sizes: { count },
    body: `var a = 0.0;
  var b = 0.0;
  for (var part = 0u; part < p.count; part++) {
    a += parts[2u * part * p.threads + i];
    b += parts[(2u * part + 1u) * p.threads + i];
  }
  dbeta[i] = a;
  dgamma[i] = b;`,
  });
  gpu.disposeData(parts.dataId);
  const found = [dx, dgamma, dbeta].map(asTensor);
  if (dresidual) return [...found, asTensor(dresidual)];
  return withResidual ? [...found, tf.clone(dy)] : found;
}
