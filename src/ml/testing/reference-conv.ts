/**
 * Convolution and its gradients as plain float64 loops, straight from the definition: the reference where tfjs's cpu
 * backend is slow, too imprecise or wrong.
 */
import type { ConvGeometry } from '../kernels/conv-geometry';

/** Calls back with the flat indices of every (output, input, filter) triple of the sum. */
function eachProduct(
  g: ConvGeometry,
  depthwise: boolean,
  visit: (out: number, input: number, filter: number) => void,
): void {
  for (let n = 0; n < g.batch; n++)
    for (let oy = 0; oy < g.outHeight; oy++)
      for (let ox = 0; ox < g.outWidth; ox++)
        for (let fr = 0; fr < g.filterHeight; fr++)
          for (let fc = 0; fc < g.filterWidth; fc++) {
            const iy = oy * g.strideHeight + fr * g.dilationHeight - g.padTop;
            const ix = ox * g.strideWidth + fc * g.dilationWidth - g.padLeft;
            if (iy < 0 || ix < 0 || iy >= g.inHeight || ix >= g.inWidth) continue;
            const out = ((n * g.outHeight + oy) * g.outWidth + ox) * g.outChannels;
            const input = ((n * g.inHeight + iy) * g.inWidth + ix) * g.inChannels;
            const tap = fr * g.filterWidth + fc;
            if (depthwise)
              for (let c = 0; c < g.inChannels; c++) visit(out + c, input + c, tap * g.inChannels + c);
            else
              for (let ci = 0; ci < g.inChannels; ci++)
                for (let co = 0; co < g.outChannels; co++)
                  visit(out + co, input + ci, (tap * g.inChannels + ci) * g.outChannels + co);
          }
}

export interface ConvSizes {
  x: number[];
  w: number[];
  y: number[];
}

/** Shapes of the three tensors. */
export function convSizes(g: ConvGeometry, depthwise = false): ConvSizes {
  return {
    x: [g.batch, g.inHeight, g.inWidth, g.inChannels],
    w: [g.filterHeight, g.filterWidth, g.inChannels, depthwise ? 1 : g.outChannels],
    y: [g.batch, g.outHeight, g.outWidth, g.outChannels],
  };
}

const count = (shape: number[]) => shape.reduce((product, side) => product * side, 1);

/** y = x ∗ w. */
export function referenceForward(g: ConvGeometry, x: Float32Array, w: Float32Array, depthwise = false) {
  const y = new Float64Array(count(convSizes(g, depthwise).y));
  eachProduct(g, depthwise, (out, input, filter) => (y[out] += x[input] * w[filter]));
  return y;
}

/** dw = ∂⟨y, dy⟩/∂w. */
export function referenceFilterGradient(
  g: ConvGeometry,
  x: Float32Array,
  dy: Float32Array,
  depthwise = false,
) {
  const dw = new Float64Array(count(convSizes(g, depthwise).w));
  eachProduct(g, depthwise, (out, input, filter) => (dw[filter] += x[input] * dy[out]));
  return dw;
}

/** dx = ∂⟨y, dy⟩/∂x. */
export function referenceInputGradient(
  g: ConvGeometry,
  dy: Float32Array,
  w: Float32Array,
  depthwise = false,
) {
  const dx = new Float64Array(count(convSizes(g, depthwise).x));
  eachProduct(g, depthwise, (out, input, filter) => (dx[input] += dy[out] * w[filter]));
  return dx;
}

/** ‖found − expected‖ / ‖expected‖; infinite for NaN and wrong lengths. */
export function relativeError(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (found.length !== expected.length) return Infinity;
  let difference = 0;
  let norm = 0;
  for (let i = 0; i < found.length; i++) {
    difference += (found[i] - expected[i]) ** 2;
    norm += expected[i] ** 2;
  }
  const error = norm === 0 ? Math.sqrt(difference) : Math.sqrt(difference / norm);
  return Number.isNaN(error) ? Infinity : error;
}
