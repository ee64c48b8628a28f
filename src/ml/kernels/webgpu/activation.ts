/**
 * Activations, by themselves, after a sum and after a bias: one dispatch forward and one backward (two if there is a
 * bias whose gradient is summed), where tfjs takes two for ReLU, five for ReLU6 and a dozen for Mish.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Activation, FusedActivation } from '../activations';
import { runChannelSums, sizesOf } from './channel-sums';
import { runElementwise } from './elementwise';
import { internals, type WebGPUInternals } from './internals';
import { emptyTensor } from './run-kernel';

/** WGSL of a function of `v` and of its derivative: statements that set `result`. */
interface Curve {
  value: string;
  slope: string;
  /** Whether the derivative can be computed from the result instead of the input. */
  fromResult: boolean;
}

/** Beyond 20, tanh(softplus(v)) is 1 to float32; see `layers/activations.ts` for the formula. */
const TANH_SOFTPLUS = 'let e = exp(min(v, 20.0)); let n = e * (e + 2.0);';

const CURVES: Record<Activation, Curve> = {
  linear: { value: 'result = v;', slope: 'result = 1.0;', fromResult: true },
  relu: { value: 'result = max(v, 0.0);', slope: 'result = select(0.0, 1.0, v > 0.0);', fromResult: true },
  relu6: {
    value: 'result = clamp(v, 0.0, 6.0);',
    slope: 'result = select(0.0, 1.0, v > 0.0 && v < 6.0);',
    fromResult: true,
  },
  mish: {
    value: `${TANH_SOFTPLUS} result = v * n / (n + 2.0);`,
    slope: `${TANH_SOFTPLUS} let d = n + 2.0; result = n / d + v * (e / (1.0 + e)) * (4.0 * (n + 1.0) / (d * d));`,
    fromResult: false,
  },
  'hard-swish': {
    value: 'result = v * clamp(v + 3.0, 0.0, 6.0) / 6.0;',
    slope: 'result = select(select(v / 3.0 + 0.5, 0.0, v < -3.0), 1.0, v >= 3.0);',
    fromResult: false,
  },
  'hard-sigmoid': {
    value: 'result = clamp(v + 3.0, 0.0, 6.0) / 6.0;',
    slope: 'result = select(0.0, 1.0 / 6.0, v > -3.0 && v < 3.0);',
    fromResult: false,
  },
};

const asTensor = (info: tf.TensorInfo) => tf.engine().makeTensorFromTensorInfo(info);

/** y = activation(Σ inputs). */
function forward(gpu: WebGPUInternals, inputs: readonly tf.Tensor[], activation: Activation): tf.Tensor {
  const [{ shape, size }] = inputs;
  const y = emptyTensor(gpu, shape);
  const names = ['a', 'b'].slice(0, inputs.length);
  runElementwise(gpu, {
    key: `activation ${activation} ${inputs.length}`,
    threads: size,
    writes: { y },
    reads: Object.fromEntries(names.map((name, index) => [name, inputs[index]])),
    body: `let v = ${names.map((name) => `${name}[i]`).join(' + ')}; var result : f32; ${CURVES[activation].value} y[i] = result;`,
  });
  return asTensor(y);
}

/** dy · activation′, evaluated at the sum of `at`, or at the result if the derivative can be computed from it. */
function backward(
  gpu: WebGPUInternals,
  dy: tf.Tensor,
  at: readonly tf.Tensor[],
  activation: Activation,
): tf.Tensor {
  const dx = emptyTensor(gpu, dy.shape);
  const names = ['a', 'b'].slice(0, at.length);
  runElementwise(gpu, {
    key: `activation-gradient ${activation} ${at.length}`,
    threads: dy.size,
    writes: { dx },
    reads: { dy, ...Object.fromEntries(names.map((name, index) => [name, at[index]])) },
    body: `let v = ${names.map((name) => `${name}[i]`).join(' + ')}; var result : f32; ${CURVES[activation].slope} dx[i] = dy[i] * result;`,
  });
  return asTensor(dx);
}

/** activation(x), differentiable. */
export function activateOnGPU<T extends tf.Tensor>(x: T, activation: Activation): T {
  if (activation === 'linear') return x;
  const gpu = internals();
  const operation = tf.customGrad((...args) => {
    const [tx, save] = args as [tf.Tensor, tf.GradSaveFunc];
    const y = forward(gpu, [tx], activation);
    save([CURVES[activation].fromResult ? y : tx]);
    return { value: y, gradFunc: (dy: tf.Tensor, [at]: tf.Tensor[]) => backward(gpu, dy, [at], activation) };
  });
  return operation(x) as T;
}

/** activation(a + b), both of the same shape; differentiable. */
export function addActivateOnGPU<T extends tf.Tensor>(a: T, b: T, activation: Activation): T {
  const gpu = internals();
  const operation = tf.customGrad((...args) => {
    const [ta, tb, save] = args as [tf.Tensor, tf.Tensor, tf.GradSaveFunc];
    const y = forward(gpu, [ta, tb], activation);
    save(CURVES[activation].fromResult ? [y] : [ta, tb]);
    return {
      value: y,
      gradFunc: (dy: tf.Tensor, at: tf.Tensor[]) => {
        // separate tensors with shared values, since the tape disposes of each
        const dx = activation === 'linear' ? tf.clone(dy) : backward(gpu, dy, at, activation);
        return [dx, tf.clone(dx)];
      },
    };
  });
  return operation(a, b) as T;
}

/** activation(x + bias), one bias per channel; differentiable in both. */
export function biasActivationOnGPU<T extends tf.Tensor>(x: T, bias: tf.Tensor, activation: Activation): T {
  const gpu = internals();
  const { fromResult, value } = CURVES[activation];
  const operation = tf.customGrad((...args) => {
    const [tx, tbias, save] = args as [tf.Tensor, tf.Tensor, tf.GradSaveFunc];
    const y = emptyTensor(gpu, tx.shape);
    runElementwise(gpu, {
      key: `bias-activation ${activation}`,
      threads: tx.size,
      writes: { y },
      reads: { x: tx, bias: tbias },
      sizes: { channels: tbias.size },
      body: `let v = x[i] + bias[i % p.channels]; var result : f32; ${value} y[i] = result;`,
    });
    const result = asTensor(y);
    save(fromResult ? [result] : [tx, tbias]);
    return {
      value: result,
      gradFunc: (dy: tf.Tensor, [at, sbias]: tf.Tensor[]) => biasGradients(gpu, dy, at, sbias, activation),
    };
  });
  return operation(x, bias) as T;
}

/**
 * Returns `y`, to which bias and activation have already been applied. Its gradient passes where the activation passed
 * the value, and is summed for the bias.
 */
export function gateWithBias<T extends tf.Tensor>(y: T, bias: tf.Tensor, activation: FusedActivation): T {
  const gpu = internals();
  const operation = tf.customGrad((...args) => {
    const [ty, , save] = args as [tf.Tensor, tf.Tensor, tf.GradSaveFunc];
    save([ty]);
    return {
      value: tf.clone(ty),
      gradFunc: (dy: tf.Tensor, [at]: tf.Tensor[]) => biasGradients(gpu, dy, at, undefined, activation),
    };
  });
  return operation(y, bias) as T;
}

/** @param at The result, or the input before the bias if the bias is given. */
function biasGradients(
  gpu: WebGPUInternals,
  dy: tf.Tensor,
  at: tf.Tensor,
  bias: tf.Tensor | undefined,
  activation: Activation,
): tf.Tensor[] {
  const sizes = sizesOf(dy.shape);
  const { channels, count } = sizes;
  const linear = activation === 'linear';
  const dx = linear ? null : emptyTensor(gpu, dy.shape);
  const parts = runChannelSums(gpu, sizes, {
    key: `bias-gradient ${activation}`,
    ...(dx && { writes: { dx } }),
    reads: linear ? { dy } : bias ? { dy, at, bias } : { dy, at },
    terms: linear
      ? 'a += dy[i];'
      : `let v = at[i]${bias ? ' + bias[c]' : ''}; var result : f32; ${CURVES[activation].slope}
      let g = dy[i] * result; dx[i] = g; a += g;`,
  });
  const dbias = emptyTensor(gpu, [channels]);
  runElementwise(gpu, {
    key: 'bias-gradient-total',
    threads: channels,
    writes: { dbias },
    reads: { parts },
    sizes: { count },
    // each part has room for two sums; the second is unused
    body: `var total = 0.0;
  for (var part = 0u; part < p.count; part++) { total += parts[2u * part * p.threads + i]; }
  dbias[i] = total;`,
  });
  gpu.disposeData(parts.dataId);
  return [dx ? asTensor(dx) : tf.clone(dy), asTensor(dbias)];
}
