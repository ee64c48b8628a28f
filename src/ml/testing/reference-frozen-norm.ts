/** Batch normalisation with given statistics as plain loops in float64, and its gradients by the chain rule. */
import type { FusedActivation } from '../kernels/activations';

export interface FrozenNormValues {
  x: ArrayLike<number>;
  /** One value per channel, as for β, means and variances. */
  gamma: ArrayLike<number>;
  beta: ArrayLike<number>;
  mean: ArrayLike<number>;
  variance: ArrayLike<number>;
  /** null for none. */
  residual: ArrayLike<number> | null;
}

export interface FrozenNormCase {
  epsilon: number;
  activation: FusedActivation;
}

/** y, `[…, channels]`. */
export function referenceFrozenNorm(
  { x, gamma, beta, mean, variance, residual }: FrozenNormValues,
  { epsilon, activation }: FrozenNormCase,
): Float64Array {
  return Float64Array.from(x, (v, i) => {
    const c = i % gamma.length;
    const normal = (v - mean[c]) / Math.sqrt(variance[c] + epsilon);
    const value = normal * gamma[c] + beta[c] + (residual?.[i] ?? 0);
    if (activation === 'linear') return value;
    return Math.max(0, activation === 'relu6' ? Math.min(6, value) : value);
  });
}

/** Gradients of ⟨y, dy⟩. */
export function referenceFrozenNormGradients(
  values: FrozenNormValues,
  one: FrozenNormCase,
  dy: ArrayLike<number>,
) {
  const { x, gamma, mean, variance } = values;
  const channels = gamma.length;
  const y = referenceFrozenNorm(values, one);
  const scale = Float64Array.from(variance, (v) => 1 / Math.sqrt(v + one.epsilon));
  const dresidual = Float64Array.from(dy, (g, i) =>
    one.activation === 'linear' || (y[i] > 0 && (one.activation === 'relu' || y[i] < 6)) ? g : 0,
  );
  const dgamma = new Float64Array(channels);
  const dbeta = new Float64Array(channels);
  for (const [i, g] of dresidual.entries()) {
    const c = i % channels;
    dbeta[c] += g;
    dgamma[c] += g * (x[i] - mean[c]) * scale[c];
  }
  const dx = dresidual.map((g, i) => g * gamma[i % channels] * scale[i % channels]);
  return { dx, dgamma, dbeta, dresidual };
}
