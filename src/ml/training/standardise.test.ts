/** Expected numbers: scikit-learn's `StandardScaler`, by `scripts/reference/head.py`. */
import { expect, it } from 'vitest';
import { Random } from '../../core/random';
import { glorotUniform } from './initial-head';
import reference from './reference.json';
import { foldStandardiser, standardiserOf } from './standardise';

const { features, dimension, rows, mean, deviation } = reference.scaler;
const fitted = standardiserOf(new Float32Array(features), dimension, rows);

it("has scikit-learn's mean and deviation, 1 for a constant feature", () => {
  for (let j = 0; j < dimension; j++) {
    expect(fitted.mean[j]).toBeCloseTo(mean[j], 5);
    expect(fitted.deviation[j]).toBeCloseTo(deviation[j], 5);
  }
});

it('folds into a dense layer without changing the result', () => {
  const layer = glorotUniform(dimension, 3, new Random(1));
  layer.bias.set([0.5, -1, 2]);
  const folded = foldStandardiser(layer, fitted);
  const out = (weights: typeof layer, row: number[]) =>
    Array.from(weights.bias, (bias, k) =>
      row.reduce((sum, value, j) => sum + value * weights.kernel[j * 3 + k], bias),
    );
  for (let row = 0; row < 6; row++) {
    const plain = features.slice(row * dimension, (row + 1) * dimension);
    const scaled = plain.map((value, j) => (value - mean[j]) / deviation[j]);
    for (const [k, value] of out(folded, plain).entries())
      expect(value).toBeCloseTo(out(layer, scaled)[k], 4);
  }
});
