/**
 * How frameworks lay kernels out. Ours are TensorFlow's (`[height, width, in, out]`, depthwise `[height, width,
 * channels, 1]`, dense `[in, out]`); PyTorch's are `[out, in, height, width]`, `[channels, 1, height, width]` and
 * `[out, in]`, and it flattens an image channels first.
 */
import type { Parameter } from '../../layers/parameters';
import { sizeOf } from '../../layers/weights';

/** A tensor's values read in another order: axis i of the result is axis `order[i]` of the source. */
interface Reordering {
  /** The source's shape, axes split where an order needs it. */
  from: number[];
  order: number[];
}

/** What a tensor of ours is called for in a PyTorch file: its shape there, and how to read it into ours. */
export interface Layout {
  shape: number[];
  reordering: Reordering | null;
}

/** @param asConvolution A dense kernel that the file keeps as a 1 × 1 convolution. */
export function torchLayout({ use, kind, shape, grid }: Parameter, asConvolution: boolean): Layout {
  if (kind !== 'kernel') return { shape, reordering: null };
  if (use === 'dense') {
    const [from, to] = shape;
    const stored = asConvolution ? [to, from, 1, 1] : [to, from];
    if (!grid) return { shape: stored, reordering: { from: [to, from], order: [1, 0] } };
    const [height, width] = grid;
    const channels = from / (height * width);
    return { shape: stored, reordering: { from: [to, channels, height, width], order: [2, 3, 1, 0] } };
  }
  const [height, width, from, to] = shape;
  if (use === 'depthwise')
    return {
      shape: [from, 1, height, width],
      reordering: { from: [from, 1, height, width], order: [2, 3, 0, 1] },
    };
  return {
    shape: [to, from, height, width],
    reordering: { from: [to, from, height, width], order: [2, 3, 1, 0] },
  };
}

/** @param asConvolution A dense kernel that the file keeps as a 1 × 1 convolution. */
export function kerasLayout({ use, kind, shape }: Parameter, asConvolution: boolean): Layout {
  const isConvolution = asConvolution && use === 'dense' && kind === 'kernel';
  return { shape: isConvolution ? [1, 1, ...shape] : shape, reordering: null };
}

/** Values of a file in our order. The same array where the order is the same. */
export function intoOurs(data: Float32Array<ArrayBuffer>, { reordering }: Layout): Float32Array<ArrayBuffer> {
  return reordering ? reorder(data, reordering) : data;
}

/** Our values in a file's order: the inverse of {@link intoOurs}. */
export function outOfOurs(
  data: Float32Array<ArrayBuffer>,
  { reordering }: Layout,
): Float32Array<ArrayBuffer> {
  if (!reordering) return data;
  const { from, order } = reordering;
  return reorder(data, {
    from: order.map((axis) => from[axis]),
    order: order.map((_, i) => order.indexOf(i)),
  });
}

function reorder(data: Float32Array<ArrayBuffer>, { from, order }: Reordering): Float32Array<ArrayBuffer> {
  // four axes always: shorter shapes are padded with ones in front
  const missing = 4 - from.length;
  const shape = [...Array<number>(missing).fill(1), ...from];
  const axes = [...Array.from({ length: missing }, (_, i) => i), ...order.map((axis) => axis + missing)];
  const strides = shape.map((_, axis) => sizeOf(shape.slice(axis + 1)));
  const [n0, n1, n2, n3] = axes.map((axis) => shape[axis]);
  const [s0, s1, s2, s3] = axes.map((axis) => strides[axis]);
  const result = new Float32Array(data.length);
  let to = 0;
  for (let i0 = 0; i0 < n0; i0++)
    for (let i1 = 0; i1 < n1; i1++)
      for (let i2 = 0; i2 < n2; i2++) {
        const begin = i0 * s0 + i1 * s1 + i2 * s2;
        for (let i3 = 0; i3 < n3; i3++) result[to++] = data[begin + i3 * s3];
      }
  return result;
}
