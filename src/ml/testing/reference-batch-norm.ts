/** Batch normalisation in training as plain loops in float64, and its gradients by the chain rule. */
import type { FusedActivation } from '../kernels/activations';

export interface NormCase {
  rows: number;
  channels: number;
  epsilon: number;
  activation: FusedActivation;
}

export interface NormValues {
  x: ArrayLike<number>;
  gamma: ArrayLike<number>;
  beta: ArrayLike<number>;
  /** null for none. */
  residual: ArrayLike<number> | null;
}

const squash = (value: number, activation: FusedActivation) =>
  activation === 'linear' ? value : Math.max(0, activation === 'relu6' ? Math.min(6, value) : value);

/** Means and (biased) variances by channel. */
export function referenceMoments(x: ArrayLike<number>, { rows, channels }: NormCase) {
  const mean = new Float64Array(channels);
  const variance = new Float64Array(channels);
  for (let i = 0; i < rows * channels; i++) mean[i % channels] += x[i] / rows;
  for (let i = 0; i < rows * channels; i++) variance[i % channels] += (x[i] - mean[i % channels]) ** 2 / rows;
  return { mean, variance };
}

/** y, `[rows, channels]`. */
export function referenceBatchNorm(values: NormValues, sizes: NormCase): Float64Array {
  const { rows, channels, epsilon, activation } = sizes;
  const { mean, variance } = referenceMoments(values.x, sizes);
  return Float64Array.from({ length: rows * channels }, (_, i) => {
    const c = i % channels;
    const normal = (values.x[i] - mean[c]) / Math.sqrt(variance[c] + epsilon);
    return squash(normal * values.gamma[c] + values.beta[c] + (values.residual?.[i] ?? 0), activation);
  });
}

/** Gradients of ⟨y, dy⟩. */
export function referenceBatchNormGradients(values: NormValues, sizes: NormCase, dy: ArrayLike<number>) {
  const { rows, channels, epsilon } = sizes;
  const { mean, variance } = referenceMoments(values.x, sizes);
  const y = referenceBatchNorm(values, sizes);
  const scale = variance.map((v) => 1 / Math.sqrt(v + epsilon));
  const normal = (i: number) => (values.x[i] - mean[i % channels]) * scale[i % channels];
  const passed = Float64Array.from({ length: rows * channels }, (_, i) => {
    if (sizes.activation === 'linear') return dy[i];
    return y[i] > 0 && (sizes.activation === 'relu' || y[i] < 6) ? dy[i] : 0;
  });
  const dbeta = new Float64Array(channels);
  const dgamma = new Float64Array(channels);
  for (let i = 0; i < rows * channels; i++) {
    dbeta[i % channels] += passed[i];
    dgamma[i % channels] += passed[i] * normal(i);
  }
  const dx = Float64Array.from({ length: rows * channels }, (_, i) => {
    const c = i % channels;
    return values.gamma[c] * scale[c] * (passed[i] - (dbeta[c] + normal(i) * dgamma[c]) / rows);
  });
  return { dx, dgamma, dbeta, dresidual: passed };
}
