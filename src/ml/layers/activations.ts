/**
 * Activations with explicit gradients: tfjs composes the backward pass of ReLU6 from five dispatches, and has neither
 * Mish nor the hard functions. Derivatives at the corners are PyTorch's.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Activation } from '../kernels/activations';

type Elementwise = (x: tf.Tensor) => tf.Tensor;

/** A function of one tensor, from functions for its value and its derivative. */
function elementwise(value: Elementwise, derivative: Elementwise): Elementwise {
  const operation = tf.customGrad((...args) => {
    const [x, save] = args as [tf.Tensor, tf.GradSaveFunc];
    save([x]);
    return {
      value: value(x),
      gradFunc: (dy: tf.Tensor, [saved]: tf.Tensor[]) => tf.mul(dy, derivative(saved)),
    };
  });
  return (x) => operation(x);
}

const asNumber = (mask: tf.Tensor) => tf.cast(mask, 'float32');

/** 1 strictly between the bounds, else 0. */
function between(x: tf.Tensor, low: number, high: number): tf.Tensor {
  return asNumber(tf.logicalAnd(tf.greater(x, low), tf.less(x, high)));
}

const relu6 = elementwise(
  (x) => tf.clipByValue(x, 0, 6),
  (x) => between(x, 0, 6),
);

/** clip(x + 3, 0, 6) / 6 (Howard et al. 2019, section 5.2). */
const hardSigmoid = elementwise(
  (x) => tf.div(tf.clipByValue(tf.add(x, 3), 0, 6), 6),
  (x) => tf.div(between(x, -3, 3), 6),
);

/** x · clip(x + 3, 0, 6) / 6. */
const hardSwish = elementwise(
  (x) => tf.mul(x, tf.div(tf.clipByValue(tf.add(x, 3), 0, 6), 6)),
  (x) => {
    const above = tf.greaterEqual(x, 3);
    const inside = tf.logicalAnd(tf.greaterEqual(x, -3), tf.logicalNot(above));
    return tf.add(tf.mul(asNumber(inside), tf.add(tf.div(x, 3), 0.5)), asNumber(above));
  },
);

/** Beyond this, tanh(softplus(x)) is 1 in float32, and eˣ squared would overflow. */
const MISH_LINEAR = 20;

/** tanh(ln(1 + eˣ)) = (e²ˣ + 2eˣ) / (e²ˣ + 2eˣ + 2), which neither cancels nor overflows. */
function tanhSoftplus(x: tf.Tensor): tf.Tensor {
  const e = tf.exp(tf.minimum(x, MISH_LINEAR));
  const n = tf.mul(e, tf.add(e, 2));
  return tf.div(n, tf.add(n, 2));
}

/** x · tanh(softplus(x)) (Misra 2019). Its derivative is t + x · sigmoid(x) · (1 − t²), t the tanh. */
const mish = elementwise(
  (x) => tf.mul(x, tanhSoftplus(x)),
  (x) => {
    const t = tanhSoftplus(x);
    const slope = tf.mul(tf.sigmoid(x), tf.sub(1, tf.mul(t, t)));
    return tf.add(t, tf.mul(x, slope));
  },
);

const FUNCTIONS: Record<Activation, Elementwise> = {
  linear: (x) => x,
  relu: (x) => tf.relu(x),
  relu6,
  mish,
  'hard-swish': hardSwish,
  'hard-sigmoid': hardSigmoid,
};

/** Applies the activation to every value. `linear` returns the tensor itself. */
export function activate<T extends tf.Tensor>(x: T, activation: Activation): T {
  return FUNCTIONS[activation](x) as T;
}
