/** Weights by formula, the same as in `scripts/reference/fill.py`: tests need no file, and PyTorch can use the same. */
import { hash32 } from '../../core/random';
import { sizeOf, type Weights } from '../layers/weights';

/** A number in [-1, 1) from the hash of a tensor's name and an element's index (murmur3's finaliser). */
export function uniform(hash: number, index: number): number {
  let h = (Math.imul(index, 0x9e3779b1) ^ hash) >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 2 ** 31 - 1;
}

/** ±0.1 for a bias; He's uniform bound for a kernel `[height, width, in, out]` or `[height, width, channels, 1]`. */
function scaleOf(shape: readonly number[]): number {
  if (shape.length === 1) return 0.1;
  const [height, width, channels, out] = shape;
  return Math.sqrt(6 / (height * width * (out === 1 ? 1 : channels)));
}

/** A tensor for each name and shape. */
export function fillWeights(shapes: ReadonlyMap<string, number[]>): Weights {
  return new Map(
    [...shapes].map(([name, shape]) => {
      const scale = scaleOf(shape);
      const hash = hash32(name);
      const data = Float32Array.from({ length: sizeOf(shape) }, (_, index) => uniform(hash, index) * scale);
      return [name, { dtype: 'F32', shape, data }];
    }),
  );
}
