/**
 * Features on one scale: mean 0 and standard deviation 1 over the training side. It is part of the model, so
 * after training it is folded into the first dense layer and costs nothing.
 */
import type { DenseLayer } from '../../core/run/trained';

export interface Standardiser {
  /** `[dimension]` */
  mean: Float64Array;
  /** `[dimension]`, population standard deviation; 1 for a feature that never changes. */
  deviation: Float64Array;
}

/**
 * Mean and deviation over the given rows, as scikit-learn's `StandardScaler`.
 * @param features `[n, dimension]`, row-major
 * @param rows those that count (the training side)
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
 * The dense layer that does to plain features what `layer` does to standardised ones:
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

/** The other way round: the layer that does to standardised features what `layer` does to plain ones. */
export function unfoldStandardiser(layer: DenseLayer, { mean, deviation }: Standardiser): DenseLayer {
  return foldStandardiser(layer, {
    mean: mean.map((value, i) => -value / deviation[i]),
    deviation: deviation.map((value) => 1 / value),
  });
}
