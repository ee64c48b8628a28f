/** The activations as functions of one number, in float64; derivatives by central differences. */
import type { Activation } from '../kernels/activations';

export const ACTIVATIONS: readonly Activation[] = [
  'linear',
  'relu',
  'relu6',
  'mish',
  'hard-swish',
  'hard-sigmoid',
];

const clamp = (x: number, low: number, high: number) => Math.min(high, Math.max(low, x));

const FUNCTIONS: Record<Activation, (x: number) => number> = {
  linear: (x) => x,
  relu: (x) => Math.max(0, x),
  relu6: (x) => clamp(x, 0, 6),
  mish: (x) => x * Math.tanh(Math.log1p(Math.exp(x))),
  'hard-swish': (x) => (x * clamp(x + 3, 0, 6)) / 6,
  'hard-sigmoid': (x) => clamp(x + 3, 0, 6) / 6,
};

export function referenceActivation(x: number, activation: Activation): number {
  return FUNCTIONS[activation](x);
}

export function referenceSlope(x: number, activation: Activation): number {
  const step = 1e-6;
  const f = FUNCTIONS[activation];
  return (f(x + step) - f(x - step)) / (2 * step);
}
