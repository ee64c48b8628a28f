/** Batch norms of all kinds, mainly unusual ones, for parity tests of kernels. */
import { FUSED_ACTIVATIONS, type FusedActivation } from '../kernels/activations';
import { draw } from './draw-case';

export type NormShape = [batch: number, height: number, width: number, channels: number];

export interface NormTestCase {
  shape: readonly number[];
  activation: FusedActivation;
  residual: boolean;
}

export const NORM_EPSILON = 1e-3;

export const NORM_SHAPES: readonly NormShape[] = [
  [5, 1, 1, 1],
  [3, 1, 1, 5],
  [7, 1, 1, 64],
  [2, 3, 3, 4],
  [2, 7, 5, 3],
  [4, 4, 4, 65],
  [1, 9, 9, 130],
  [2, 14, 14, 24],
  [5, 1, 1, 40],
  [3, 17, 13, 7],
  [4, 28, 28, 16],
  [3, 37, 19, 5],
  [2, 24, 23, 65],
];

/** Each shape with each activation, with and without a residual. */
export function normCases<S extends readonly number[]>(shapes: readonly S[]) {
  return shapes.flatMap((shape) =>
    FUSED_ACTIVATIONS.flatMap((activation) =>
      [true, false].map((residual) => ({ shape, activation, residual })),
    ),
  );
}

/** Values with a mean far from zero, so that an inaccurate variance would show. */
export function drawNorm({ shape, activation, residual }: NormTestCase) {
  const channels = shape[shape.length - 1];
  const values = {
    x: draw(shape, 'x').map((v, i) => v * 2 + 20 * Math.sin(i % channels)),
    gamma: draw([channels], 'gamma').map((v) => 1 + 0.3 * v),
    beta: draw([channels], 'beta').map((v) => 1.5 * v),
    residual: residual ? draw(shape, 'residual') : null,
  };
  const sizes = { rows: values.x.length / channels, channels, epsilon: NORM_EPSILON, activation };
  return { sizes, values, dy: draw(shape, 'dy') };
}

/** Statistics that differ from those of {@link drawNorm}'s batch. */
export function drawStatistics(channels: number) {
  return {
    mean: draw([channels], 'mean').map((v, c) => 20 * Math.sin(c) + v),
    variance: draw([channels], 'variance').map((v) => 1 + v * v),
  };
}
