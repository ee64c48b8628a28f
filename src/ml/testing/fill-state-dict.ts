/** State dicts of PyTorch modules by formula, the same as in `scripts/reference/torchvision_fill.py`, which documents it. */
import { hash32 } from '../../core/random';
import { sizeOf, type NamedTensor, type Weights } from '../layers/weights';
import { uniform } from './fill-weights';

/** A tensor's values in PyTorch's layout. */
export function fillTensor(name: string, shape: number[]): NamedTensor {
  const [offset, scale] = formulaFor(name, shape);
  const hash = hash32(name);
  // a plain loop: the largest network here has 134 million weights
  const data = new Float32Array(sizeOf(shape));
  for (let i = 0; i < data.length; i++) data[i] = offset + scale * uniform(hash, i);
  return { dtype: 'F32', shape, data };
}

/** How u in [-1, 1) is transformed: offset + scale · u. */
function formulaFor(name: string, shape: readonly number[]): [offset: number, scale: number] {
  if (name.endsWith('running_mean') || name.endsWith('bias')) return [0, 0.1];
  if (name.endsWith('running_var')) return [1, 0.5];
  if (shape.length === 1) return [1, 0.1];
  return [0, Math.sqrt(6 / sizeOf(shape.slice(1)))];
}

/** A tensor for each name and shape. */
export function fillStateDict(shapes: ReadonlyMap<string, number[]>): Weights {
  return new Map([...shapes].map(([name, shape]) => [name, fillTensor(name, shape)]));
}

/** Values in [-1, 1] by formula, `[batch, height, width, 3]`. */
export function fillImages(batch: number, height: number, width: number): Float32Array<ArrayBuffer> {
  const values = new Float32Array(batch * height * width * 3);
  let i = 0;
  for (let n = 0; n < batch; n++)
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++)
        for (let c = 0; c < 3; c++)
          values[i++] = ((y * 7 + x * 13 + c * 29 + y * x + n * 101) % 256) / 127.5 - 1;
  return values;
}
