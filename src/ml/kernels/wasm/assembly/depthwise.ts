/**
 * Depthwise convolution: one filter per channel. Forward pass and input gradient use the same loop: a result pixel is
 * the sum over a few (source pixel, tap) pairs, for each channel. For a 3 × 3 filter that moves by one pixel, four
 * neighbouring results are computed at once.
 */
import { activate1, activate4, address, madd, shareBegin, whole } from './simd';

/**
 * Result row y takes tap row r from source row (y · step + offset − r · dilation · sign) / divide, if that is an integer.
 * Chunks are shares of the rows of all images.
 * Arguments: source, weights `[taps][channels]`, result, bias or 0, scratch, scratch bytes per chunk, images, result
 * height and width, source height and width, channels, filter height and width, steps y and x, offsets y and x,
 * dilations y and x (negative if taps run backwards), divisors y and x, activation.
 */
export function depthwise(args: usize, chunk: i32, chunks: i32): void {
  const images = whole(args, 6);
  const height = whole(args, 7);
  const width = whole(args, 8);
  const fast =
    whole(args, 12) === 3 &&
    whole(args, 13) === 3 &&
    whole(args, 14) === 1 &&
    whole(args, 15) === 1 &&
    abs(whole(args, 18)) === 1 &&
    abs(whole(args, 19)) === 1 &&
    whole(args, 20) === 1 &&
    whole(args, 21) === 1 &&
    (whole(args, 11) & 3) === 0;
  const table = address(args, 4) + <usize>(chunk * whole(args, 5));
  const rows = images * height;
  const end = shareBegin(rows, chunk + 1, chunks);
  for (let row = shareBegin(rows, chunk, chunks); row < end; row++) {
    const n = row / height;
    const y = row % height;
    let x = 0;
    while (x < width) {
      if (fast && insideForFour(args, y, x)) {
        four(args, n, y, x);
        x += 4;
      } else {
        one(args, table, n, y, x);
        x++;
      }
    }
  }
}

/** Whether all source pixels of the four results from x on lie inside the image. */
// @ts-ignore: decorator
@inline
function insideForFour(args: usize, y: i32, x: i32): bool {
  const firstY = y + whole(args, 16) + min(0, 2 * whole(args, 18));
  const firstX = x + whole(args, 17) + min(0, 2 * whole(args, 19));
  return firstY >= 0 && firstY + 2 < whole(args, 9) && firstX >= 0 && firstX + 5 < whole(args, 10);
}

function four(args: usize, n: i32, y: i32, x: i32): void {
  const width = whole(args, 10);
  const channels = whole(args, 11);
  const bias = address(args, 3);
  const activation = whole(args, 22);
  const down = whole(args, 18);
  const firstY = y + whole(args, 16) + min(0, 2 * down);
  const firstX = x + whole(args, 17) + min(0, 2 * whole(args, 19));
  const step = <usize>channels << 2;
  const rowStep = step * <usize>width;
  let s0 = address(args, 0) + <usize>((n * whole(args, 9) + firstY) * width + firstX) * step;
  // taps that run backwards meet the source's rows and columns in reverse order
  const backwards = down < 0;
  const w = address(args, 1);
  const w00: usize = backwards ? 8 * step : 0;
  const turn = backwards ? -step : step;
  let to = address(args, 2) + <usize>((n * whole(args, 7) + y) * whole(args, 8) + x) * step;
  for (let c: usize = 0; c < step; c += 16) {
    let y0 = bias ? v128.load(bias + c) : f32x4.splat(0);
    let y1 = y0;
    let y2 = y0;
    let y3 = y0;
    let s = s0 + c;
    let k = w + w00 + c;
    for (let r = 0; r < 3; r++) {
      const k0 = v128.load(k);
      const k1 = v128.load(k + turn);
      const k2 = v128.load(k + 2 * turn);
      const a0 = v128.load(s);
      const a1 = v128.load(s + step);
      const a2 = v128.load(s + 2 * step);
      const a3 = v128.load(s + 3 * step);
      const a4 = v128.load(s + 4 * step);
      const a5 = v128.load(s + 5 * step);
      y0 = madd(a0, k0, y0);
      y1 = madd(a1, k0, y1);
      y2 = madd(a2, k0, y2);
      y3 = madd(a3, k0, y3);
      y0 = madd(a1, k1, y0);
      y1 = madd(a2, k1, y1);
      y2 = madd(a3, k1, y2);
      y3 = madd(a4, k1, y3);
      y0 = madd(a2, k2, y0);
      y1 = madd(a3, k2, y1);
      y2 = madd(a4, k2, y2);
      y3 = madd(a5, k2, y3);
      s += rowStep;
      k += 3 * turn;
    }
    v128.store(to + c, activate4(y0, activation));
    v128.store(to + c + step, activate4(y1, activation));
    v128.store(to + c + 2 * step, activate4(y2, activation));
    v128.store(to + c + 3 * step, activate4(y3, activation));
  }
}

/** One result pixel, from a table of the pairs to sum. */
function one(args: usize, table: usize, n: i32, y: i32, x: i32): void {
  const bias = address(args, 3);
  const height = whole(args, 9);
  const width = whole(args, 10);
  const channels = whole(args, 11);
  const filterHeight = whole(args, 12);
  const filterWidth = whole(args, 13);
  const baseY = y * whole(args, 14) + whole(args, 16);
  const baseX = x * whole(args, 15) + whole(args, 17);
  const dilationY = whole(args, 18);
  const dilationX = whole(args, 19);
  const divideY = whole(args, 20);
  const divideX = whole(args, 21);
  const activation = whole(args, 22);
  const source = address(args, 0);
  const weights = address(args, 1);
  let pairs = 0;
  for (let r = 0; r < filterHeight; r++) {
    const sy = baseY + r * dilationY;
    if (sy < 0 || sy % divideY !== 0 || sy / divideY >= height) continue;
    for (let c = 0; c < filterWidth; c++) {
      const sx = baseX + c * dilationX;
      if (sx < 0 || sx % divideX !== 0 || sx / divideX >= width) continue;
      const pair = table + (<usize>pairs << 3);
      const pixel = (n * height + sy / divideY) * width + sx / divideX;
      store<usize>(pair, source + (<usize>(pixel * channels) << 2));
      store<usize>(pair, weights + (<usize>((r * filterWidth + c) * channels) << 2), 4);
      pairs++;
    }
  }
  const to = address(args, 2) + (<usize>(((n * whole(args, 7) + y) * whole(args, 8) + x) * channels) << 2);
  const bytes = <usize>channels << 2;
  const last = table + (<usize>pairs << 3);
  let c: usize = 0;
  for (; c + 32 <= bytes; c += 32) {
    let left = bias ? v128.load(bias + c) : f32x4.splat(0);
    let right = bias ? v128.load(bias + c, 16) : f32x4.splat(0);
    for (let pair = table; pair < last; pair += 8) {
      const s = load<usize>(pair) + c;
      const w = load<usize>(pair, 4) + c;
      left = madd(v128.load(s), v128.load(w), left);
      right = madd(v128.load(s, 16), v128.load(w, 16), right);
    }
    v128.store(to + c, activate4(left, activation));
    v128.store(to + c, activate4(right, activation), 16);
  }
  for (; c < bytes; c += 4) {
    let sum: f32 = bias ? load<f32>(bias + c) : 0;
    for (let pair = table; pair < last; pair += 8)
      sum += load<f32>(load<usize>(pair) + c) * load<f32>(load<usize>(pair, 4) + c);
    store<f32>(to + c, activate1(sum, activation));
  }
}

/**
 * The filter gradient. Chunks are shares of the rows of all of dy; each writes its own sums `[taps][channels]` to its
 * part of the scratch, to be added up by `sumParts`.
 * Arguments: x, dy, scratch, scratch bytes per chunk, images, height and width of x, height and width of dy, channels,
 * filter height and width, strides y and x, dilations y and x, padding top and left.
 */
export function depthwiseFilterGradient(args: usize, chunk: i32, chunks: i32): void {
  const images = whole(args, 4);
  const outHeight = whole(args, 7);
  const channels = whole(args, 9);
  const filterHeight = whole(args, 10);
  const filterWidth = whole(args, 11);
  const sums = address(args, 2) + <usize>(chunk * whole(args, 3));
  memory.fill(sums, 0, <usize>(filterHeight * filterWidth * channels) << 2);
  const fast = filterHeight === 3 && filterWidth === 3 && whole(args, 14) === 1 && whole(args, 15) === 1;
  const rows = images * outHeight;
  const end = shareBegin(rows, chunk + 1, chunks);
  for (let row = shareBegin(rows, chunk, chunks); row < end; row++) {
    const n = row / outHeight;
    const y = row % outHeight;
    const top = y * whole(args, 12) - whole(args, 16);
    if (fast && top >= 0 && top + 2 < whole(args, 5)) threeRows(args, sums, n, y, top);
    else someRows(args, sums, n, y, 0, whole(args, 8), 0, channels);
  }
}

/** A row of dy whose three rows of x are all inside the image: nine sums in registers for four channels. */
function threeRows(args: usize, sums: usize, n: i32, y: i32, top: i32): void {
  const width = whole(args, 6);
  const outWidth = whole(args, 8);
  const channels = whole(args, 9);
  const stride = whole(args, 13);
  const left = whole(args, 17);
  const first = (left + stride - 1) / stride;
  // the last column whose three columns of x are all inside the image
  const end = min(outWidth, (width - 3 + left) / stride + 1);
  const vectors = channels & ~3;
  if (width - 3 + left < 0 || end <= first || vectors === 0) {
    someRows(args, sums, n, y, 0, outWidth, 0, channels);
    return;
  }
  const step = <usize>channels << 2;
  const rowStep = step * <usize>width;
  const stepX = step * <usize>stride;
  const x0 = address(args, 0) + <usize>((n * whole(args, 5) + top) * width + first * stride - left) * step;
  const y0 = address(args, 1) + <usize>((n * whole(args, 7) + y) * outWidth + first) * step;
  for (let c: usize = 0; c < <usize>vectors << 2; c += 16) {
    const at = sums + c;
    let k00 = v128.load(at);
    let k01 = v128.load(at + step);
    let k02 = v128.load(at + 2 * step);
    let k10 = v128.load(at + 3 * step);
    let k11 = v128.load(at + 4 * step);
    let k12 = v128.load(at + 5 * step);
    let k20 = v128.load(at + 6 * step);
    let k21 = v128.load(at + 7 * step);
    let k22 = v128.load(at + 8 * step);
    let a = x0 + c;
    let b = a + rowStep;
    let d = b + rowStep;
    let g = y0 + c;
    for (let i = end - first; i > 0; i--) {
      const dy = v128.load(g);
      k00 = madd(v128.load(a), dy, k00);
      k01 = madd(v128.load(a + step), dy, k01);
      k02 = madd(v128.load(a + 2 * step), dy, k02);
      k10 = madd(v128.load(b), dy, k10);
      k11 = madd(v128.load(b + step), dy, k11);
      k12 = madd(v128.load(b + 2 * step), dy, k12);
      k20 = madd(v128.load(d), dy, k20);
      k21 = madd(v128.load(d + step), dy, k21);
      k22 = madd(v128.load(d + 2 * step), dy, k22);
      a += stepX;
      b += stepX;
      d += stepX;
      g += step;
    }
    v128.store(at, k00);
    v128.store(at + step, k01);
    v128.store(at + 2 * step, k02);
    v128.store(at + 3 * step, k10);
    v128.store(at + 4 * step, k11);
    v128.store(at + 5 * step, k12);
    v128.store(at + 6 * step, k20);
    v128.store(at + 7 * step, k21);
    v128.store(at + 8 * step, k22);
  }
  someRows(args, sums, n, y, 0, first, 0, vectors);
  someRows(args, sums, n, y, end, outWidth, 0, vectors);
  someRows(args, sums, n, y, 0, outWidth, vectors, channels);
}

/** Columns of a row of dy, skipping taps that fall outside the image. */
function someRows(
  args: usize,
  sums: usize,
  n: i32,
  y: i32,
  firstColumn: i32,
  endColumn: i32,
  firstChannel: i32,
  endChannel: i32,
): void {
  const height = whole(args, 5);
  const width = whole(args, 6);
  const outWidth = whole(args, 8);
  const channels = whole(args, 9);
  const filterHeight = whole(args, 10);
  const filterWidth = whole(args, 11);
  const top = y * whole(args, 12) - whole(args, 16);
  for (let column = firstColumn; column < endColumn; column++) {
    const g = address(args, 1) + (<usize>(((n * whole(args, 7) + y) * outWidth + column) * channels) << 2);
    const left = column * whole(args, 13) - whole(args, 17);
    for (let r = 0; r < filterHeight; r++) {
      const sy = top + r * whole(args, 14);
      if (<u32>sy >= <u32>height) continue;
      for (let c = 0; c < filterWidth; c++) {
        const sx = left + c * whole(args, 15);
        if (<u32>sx >= <u32>width) continue;
        const x = address(args, 0) + (<usize>(((n * height + sy) * width + sx) * channels) << 2);
        const k = sums + (<usize>((r * filterWidth + c) * channels) << 2);
        let i = <usize>firstChannel << 2;
        for (; i + 16 <= <usize>endChannel << 2; i += 16)
          v128.store(k + i, madd(v128.load(x + i), v128.load(g + i), v128.load(k + i)));
        for (; i < <usize>endChannel << 2; i += 4)
          store<f32>(k + i, load<f32>(k + i) + load<f32>(x + i) * load<f32>(g + i));
      }
    }
  }
}

/** Adds up the sums of the chunks. Arguments: scratch, bytes per part, parts, result, its length. */
export function sumParts(args: usize, chunk: i32, chunks: i32): void {
  const from = address(args, 0);
  const step = <usize>whole(args, 1);
  const parts = whole(args, 2);
  const to = address(args, 3);
  const length = whole(args, 4);
  const end = <usize>shareBegin(length, chunk + 1, chunks) << 2;
  for (let i = <usize>shareBegin(length, chunk, chunks) << 2; i < end; i += 4) {
    let sum: f64 = 0;
    for (let part = 0; part < parts; part++) sum += <f64>load<f32>(from + i + step * <usize>part);
    store<f32>(to + i, <f32>sum);
  }
}
