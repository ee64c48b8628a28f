/**
 * Standardises features to mean 0 and standard deviation 1 over the training side. This is part of the model; after
 * training it is folded into the first dense layer and costs nothing.
 */
import type { DenseLayer } from '../../core/run/trained';

export interface Standardiser {
  /** `[dimension]` */
  mean: Float64Array;
  /** `[dimension]`, population standard deviation; 1 for a constant feature. */
  deviation: Float64Array;
}

/**
 * Mean and deviation over the given rows, as scikit-learn's `StandardScaler`.
 * @param features `[n, dimension]`, row-major.
 * @param rows The rows to use (the training side).
 */
export function standardiserOf(
  features: Float32Array,
  dimension: number,
  rows: ArrayLike<number>,
): Standardiser {
  const mean = new Float64Array(dimension);
  const deviation = new Float64Array(dimension);
  for (let i = 0; i < rows.length; i++)
    for (let j = 0, at = rows[i] * dimension; j < dimension; j++, at++) mean[j] += features[at];
  for (let j = 0; j < dimension; j++) mean[j] /= rows.length;
  for (let i = 0; i < rows.length; i++)
    for (let j = 0, at = rows[i] * dimension; j < dimension; j++, at++)
      deviation[j] += (features[at] - mean[j]) ** 2;
  for (let j = 0; j < dimension; j++) deviation[j] = Math.sqrt(deviation[j] / rows.length) || 1;
  return { mean, deviation };
}

/**
 * The dense layer that gives for raw features what `layer` gives for standardised ones:
 * W' = W / deviation, b' = b − mean · W'.
 */
export function foldStandardiser(layer: DenseLayer, { mean, deviation }: Standardiser): DenseLayer {
  const { inputs, outputs } = layer;
  const kernel = new Float32Array(inputs * outputs);
  const shift = new Float64Array(outputs);
  for (let i = 0; i < inputs; i++)
    for (let j = 0; j < outputs; j++) {
      const weight = layer.kernel[i * outputs + j] / deviation[i];
      kernel[i * outputs + j] = weight;
      shift[j] += mean[i] * weight;
    }
  return { inputs, outputs, kernel, bias: layer.bias.map((bias, j) => bias - shift[j]) };
}

/** The inverse: the layer that gives for standardised features what `layer` gives for raw ones. */
export function unfoldStandardiser(layer: DenseLayer, { mean, deviation }: Standardiser): DenseLayer {
  return foldStandardiser(layer, {
    mean: mean.map((value, i) => -value / deviation[i]),
    deviation: deviation.map((value) => 1 / value),
  });
}
