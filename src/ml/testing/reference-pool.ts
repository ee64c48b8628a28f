/** Max pooling and its gradient as plain float64 loops, straight from the definition. */
export interface PoolCase {
  batch: number;
  height: number;
  width: number;
  channels: number;
  /** Size of the window. */
  size: [height: number, width: number];
  stride: [y: number, x: number];
  /** Top and left; right and bottom follow from the size of the result. */
  padding: [top: number, left: number];
  outHeight: number;
  outWidth: number;
}

/** y, and dx of ⟨y, dy⟩; the first of several largest values gets the whole gradient, as in PyTorch and tfjs's cpu. */
export function referenceMaxPool(g: PoolCase, x: ArrayLike<number>, dy: ArrayLike<number>) {
  const { batch, height, width, channels, size, stride, padding, outHeight, outWidth } = g;
  const y = new Float64Array(batch * outHeight * outWidth * channels).fill(-Infinity);
  const dx = new Float64Array(batch * height * width * channels);
  for (let i = 0; i < y.length; i++) {
    const c = i % channels;
    const column = Math.floor(i / channels) % outWidth;
    const row = Math.floor(i / channels / outWidth) % outHeight;
    const n = Math.floor(i / channels / outWidth / outHeight);
    let where = -1;
    for (let r = 0; r < size[0]; r++)
      for (let q = 0; q < size[1]; q++) {
        const iy = row * stride[0] - padding[0] + r;
        const ix = column * stride[1] - padding[1] + q;
        if (iy < 0 || ix < 0 || iy >= height || ix >= width) continue;
        const at = ((n * height + iy) * width + ix) * channels + c;
        if (x[at] > y[i]) {
          y[i] = x[at];
          where = at;
        }
      }
    if (where >= 0) dx[where] += dy[i];
  }
  return { y, dx };
}
