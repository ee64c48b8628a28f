/** Batch normalisation from tfjs operations, with the gradient in closed form (Ioffe & Szegedy 2015, section 3). */
import * as tf from '@tensorflow/tfjs-core';
import { asRows, sumRows } from '../kernels/row-sums';

interface Moments {
  /** `[1, channels]` each; the variance is the biased one. */
  mean: tf.Tensor2D;
  variance: tf.Tensor2D;
}

function momentsOf(rows: tf.Tensor2D): Moments {
  const count = rows.shape[0];
  const mean: tf.Tensor2D = tf.div(sumRows(rows), count);
  const variance: tf.Tensor2D = tf.div(sumRows(tf.square(tf.sub(rows, mean))), count);
  return { mean, variance };
}

/** moving += momentum · (batch − moving), the variance unbiased as in PyTorch. */
function updateMoving(
  moving: { mean: tf.Variable; variance: tf.Variable },
  { mean, variance }: Moments,
  rows: number,
  momentum: number,
): void {
  const move = (variable: tf.Variable, value: tf.Tensor) => {
    const target = tf.reshape(value, variable.shape);
    variable.assign(tf.add(variable, tf.mul(tf.sub(target, variable), momentum)));
  };
  move(moving.mean, mean);
  move(moving.variance, tf.mul(variance, rows / Math.max(1, rows - 1)));
}

export interface TrainingNorm {
  epsilon: number;
  momentum: number;
  moving: { mean: tf.Variable; variance: tf.Variable };
}

/** γ · (x − μ) / √(σ² + ε) + β with the batch's statistics; differentiable in x, γ and β. */
export function normalizeBatch(
  x: tf.Tensor4D,
  gamma: tf.Tensor1D,
  beta: tf.Tensor1D,
  { epsilon, momentum, moving }: TrainingNorm,
): tf.Tensor4D {
  const operation = tf.customGrad((...args) => {
    const [tx, tgamma, tbeta, save] = args as [tf.Tensor4D, tf.Tensor1D, tf.Tensor1D, tf.GradSaveFunc];
    const rows = asRows(tx);
    const moments = momentsOf(rows);
    updateMoving(moving, moments, rows.shape[0], momentum);
    const inverse: tf.Tensor2D = tf.rsqrt(tf.add(moments.variance, epsilon));
    const standard: tf.Tensor2D = tf.mul(tf.sub(rows, moments.mean), inverse);
    const y = tf.add(tf.mul(standard, tgamma), tbeta);
    save([standard, inverse, tgamma]);
    return {
      value: tf.reshape(y, tx.shape),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const [xhat, scale, sgamma] = saved as [tf.Tensor2D, tf.Tensor2D, tf.Tensor1D];
        return gradients(asRows(dy), xhat, scale, sgamma, tx.shape);
      },
    };
  });
  return operation(x, gamma, beta) as tf.Tensor4D;
}

/** dx = γ / √(σ² + ε) · (dy − mean(dy) − x̂ · mean(dy · x̂)) */
function gradients(
  dy: tf.Tensor2D,
  xhat: tf.Tensor2D,
  scale: tf.Tensor2D,
  gamma: tf.Tensor1D,
  shape: [number, number, number, number],
): tf.Tensor[] {
  const count = dy.shape[0];
  const dbeta = sumRows(dy);
  const dgamma = sumRows(tf.mul(dy, xhat));
  const centred = tf.sub(tf.sub(dy, tf.div(dbeta, count)), tf.mul(xhat, tf.div(dgamma, count)));
  const dx = tf.mul(centred, tf.mul(scale, gamma));
  return [tf.reshape(dx, shape), tf.reshape(dgamma, gamma.shape), tf.reshape(dbeta, gamma.shape)];
}

export interface GivenStatistics {
  epsilon: number;
  mean: tf.Tensor1D;
  variance: tf.Tensor1D;
}

/** The same with given statistics; differentiable in x, γ and β. */
export function normalizeGiven(
  x: tf.Tensor4D,
  gamma: tf.Tensor1D,
  beta: tf.Tensor1D,
  { epsilon, mean, variance }: GivenStatistics,
): tf.Tensor4D {
  const operation = tf.customGrad((...args) => {
    const [tx, tgamma, tbeta, save] = args as [tf.Tensor4D, tf.Tensor1D, tf.Tensor1D, tf.GradSaveFunc];
    const inverse: tf.Tensor1D = tf.rsqrt(tf.add(variance, epsilon));
    const factor = tf.mul(tgamma, inverse);
    save([tx, inverse, factor]);
    return {
      // one factor and one offset per channel: two passes over the image
      value: tf.add(tf.mul(tx, factor), tf.sub(tbeta, tf.mul(mean, factor))),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const [sx, sinverse, sfactor] = saved as [tf.Tensor4D, tf.Tensor1D, tf.Tensor1D];
        const drows = asRows(dy);
        const dgamma = () => {
          const standard: tf.Tensor2D = tf.mul(tf.sub(asRows(sx), mean), sinverse);
          return tf.reshape(sumRows(tf.mul(drows, standard)), sinverse.shape);
        };
        return [tf.mul(dy, sfactor), dgamma(), tf.reshape(sumRows(drows), sinverse.shape)];
      },
    };
  });
  return operation(x, gamma, beta) as tf.Tensor4D;
}
