/**
 * The random numbers of mixing: the share of a sample that stays, from Beta(α, α), and for CutMix the box that comes
 * from the other sample (Zhang et al. 2018; Yun et al. 2019).
 */
import type { Random } from '../random';

/** Pixels; `right` and `bottom` are exclusive. */
export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** A box with this share of the area, centred anywhere, clipped at the edges. */
export function drawBox(width: number, height: number, share: number, random: Random): Box {
  const side = Math.sqrt(share);
  const half = { x: Math.floor(width * side) / 2, y: Math.floor(height * side) / 2 };
  const centre = { x: random.below(width), y: random.below(height) };
  const within = (value: number, most: number) => Math.max(0, Math.min(most, Math.floor(value)));
  return {
    left: within(centre.x - half.x, width),
    right: within(centre.x + half.x, width),
    top: within(centre.y - half.y, height),
    bottom: within(centre.y + half.y, height),
  };
}

/** Beta(α, α) from two gamma variates. */
export function drawBeta(alpha: number, random: Random): number {
  const [a, b] = [drawGamma(alpha, random), drawGamma(alpha, random)];
  return a + b === 0 ? 0.5 : a / (a + b);
}

/** Marsaglia & Tsang 2000; a shape below 1 is drawn from shape + 1 (their section 6). */
function drawGamma(shape: number, random: Random): number {
  if (shape < 1) return drawGamma(shape + 1, random) * Math.max(random.uniform(), 1e-12) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(random.uniform() || 1e-300) < x ** 2 / 2 + d - d * v + d * Math.log(v))
      return d * v;
  }
}
