/** The gradient of max pooling, and global average pooling with its gradient. */
import { address, shareBegin, whole } from './simd';

/**
 * dy goes to the first of the largest values of its window. Chunks are shares of the images or, if there are too few
 * images, of the channels, four at a time.
 * Arguments: x, dy, images, height, width and channels of x, height and width of dy, window height and width, strides y
 * and x, padding top and left, dilations y and x, dx.
 */
export function maxPoolGradient(args: usize, chunk: i32, chunks: i32): void {
  const images = whole(args, 2);
  const channels = whole(args, 5);
  const outHeight = whole(args, 6);
  const outWidth = whole(args, 7);
  const overImages = images >= chunks;
  const quads = (channels + 3) >> 2;
  const first = overImages ? 0 : shareBegin(quads, chunk, chunks) << 2;
  const end = overImages ? channels : min(channels, shareBegin(quads, chunk + 1, chunks) << 2);
  const endImage = overImages ? shareBegin(images, chunk + 1, chunks) : images;
  if (first >= end) return;
  for (let n = overImages ? shareBegin(images, chunk, chunks) : 0; n < endImage; n++) {
    clear(args, n, <usize>first << 2, <usize>end << 2);
    for (let row = 0; row < outHeight; row++)
      for (let column = 0; column < outWidth; column++) spread(args, n, row, column, <usize>first << 2, <usize>end << 2);
  }
}

/** Sets these channels of one image of dx to zero. */
function clear(args: usize, n: i32, first: usize, end: usize): void {
  const pixels = whole(args, 3) * whole(args, 4);
  const step = <usize>whole(args, 5) << 2;
  let pixel = address(args, 16) + <usize>(n * pixels) * step;
  if (first === 0 && end === step) {
    memory.fill(pixel, 0, <usize>pixels * step);
    return;
  }
  for (let i = 0; i < pixels; i++) {
    let c = first;
    for (; c + 16 <= end; c += 16) v128.store(pixel + c, f32x4.splat(0));
    for (; c < end; c += 4) store<f32>(pixel + c, 0);
    pixel += step;
  }
}

/** One window: finds the largest value of each channel, then adds dy there. */
function spread(args: usize, n: i32, row: i32, column: i32, first: usize, end: usize): void {
  const height = whole(args, 3);
  const width = whole(args, 4);
  const step = <usize>whole(args, 5) << 2;
  const downStep = whole(args, 14);
  const rightStep = whole(args, 15);
  const top = row * whole(args, 10) - whole(args, 12);
  const left = column * whole(args, 11) - whole(args, 13);
  // the part of the window inside the image
  const firstRow = top < 0 ? (downStep - 1 - top) / downStep : 0;
  const firstColumn = left < 0 ? (rightStep - 1 - left) / rightStep : 0;
  const rows = min(whole(args, 8), (height - 1 - top) / downStep + 1) - firstRow;
  const columns = min(whole(args, 9), (width - 1 - left) / rightStep + 1) - firstColumn;
  const origin = <usize>((n * height + top + firstRow * downStep) * width + left + firstColumn * rightStep) * step;
  const x = address(args, 0) + origin;
  const dx = address(args, 16) + origin;
  const dy = address(args, 1) + <usize>((n * whole(args, 6) + row) * whole(args, 7) + column) * step;
  const down = step * <usize>(width * downStep);
  const right = step * <usize>rightStep;
  let c = first;
  for (; c + 16 <= end; c += 16) {
    let best = f32x4.splat(-Infinity);
    let where = i32x4.splat(-1);
    let place = 0;
    for (let r = 0; r < rows; r++) {
      let at = x + c + <usize>r * down;
      for (let q = 0; q < columns; q++) {
        const value = v128.load(at);
        const more = f32x4.gt(value, best);
        best = v128.bitselect(value, best, more);
        where = v128.bitselect(i32x4.splat(place), where, more);
        place++;
        at += right;
      }
    }
    const gradient = v128.load(dy + c);
    place = 0;
    for (let r = 0; r < rows; r++) {
      let at = dx + c + <usize>r * down;
      for (let q = 0; q < columns; q++) {
        const here = i32x4.eq(where, i32x4.splat(place));
        v128.store(at, f32x4.add(v128.load(at), v128.and(gradient, here)));
        place++;
        at += right;
      }
    }
  }
  for (; c < end; c += 4) {
    let best: f32 = -Infinity;
    let where: usize = 0;
    for (let r = 0; r < rows; r++)
      for (let q = 0; q < columns; q++) {
        const at = c + <usize>r * down + <usize>q * right;
        const value = load<f32>(x + at);
        if (value > best) {
          best = value;
          where = dx + at;
        }
      }
    if (where) store<f32>(where, load<f32>(where) + load<f32>(dy + c));
  }
}

/** Means over the pixels of each image. Chunks are shares of the images. Arguments: x, y, images, pixels, channels. */
export function globalAverage(args: usize, chunk: i32, chunks: i32): void {
  const images = whole(args, 2);
  const pixels = whole(args, 3);
  const bytes = <usize>whole(args, 4) << 2;
  const end = shareBegin(images, chunk + 1, chunks);
  const share: f32 = 1 / <f32>pixels;
  for (let n = shareBegin(images, chunk, chunks); n < end; n++) {
    const to = address(args, 1) + <usize>n * bytes;
    const from = address(args, 0) + <usize>(n * pixels) * bytes;
    let c: usize = 0;
    for (; c + 16 <= bytes; c += 16) {
      let sum = f32x4.splat(0);
      for (let i = 0; i < pixels; i++) sum = f32x4.add(sum, v128.load(from + <usize>i * bytes + c));
      v128.store(to + c, f32x4.mul(sum, f32x4.splat(share)));
    }
    for (; c < bytes; c += 4) {
      let sum: f32 = 0;
      for (let i = 0; i < pixels; i++) sum += load<f32>(from + <usize>i * bytes + c);
      store<f32>(to + c, sum * share);
    }
  }
}

/** Writes dy / pixels to every pixel. Arguments: dy, dx, images, pixels, channels. */
export function globalAverageGradient(args: usize, chunk: i32, chunks: i32): void {
  const images = whole(args, 2);
  const pixels = whole(args, 3);
  const bytes = <usize>whole(args, 4) << 2;
  const end = shareBegin(images, chunk + 1, chunks);
  const share: f32 = 1 / <f32>pixels;
  for (let n = shareBegin(images, chunk, chunks); n < end; n++) {
    const from = address(args, 0) + <usize>n * bytes;
    const first = address(args, 1) + <usize>(n * pixels) * bytes;
    let c: usize = 0;
    for (; c + 16 <= bytes; c += 16)
      v128.store(first + c, f32x4.mul(v128.load(from + c), f32x4.splat(share)));
    for (; c < bytes; c += 4) store<f32>(first + c, load<f32>(from + c) * share);
    for (let i = 1; i < pixels; i++) memory.copy(first + <usize>i * bytes, first, bytes);
  }
}
