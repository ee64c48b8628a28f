/**
 * A matrix product whose left rows are gathered pixels, six at a time, and whose right side has been packed in panels
 * of eight columns: a convolution, its input gradient (a phase of the stride at a time), a dense layer. Its rows go
 * wherever the descriptor says. After Dukhan, "The Indirect Convolution Algorithm" (2019).
 */
import { activate4, address, LINEAR, madd, shareBegin, whole } from './simd';

const ROWS: i32 = 6;
const COLUMNS: i32 = 8;

/**
 * Packs a filter: `[panel][tap][k][8]`, zeros beyond the last column. Chunks are shares of the panels.
 * Numbers: from, to, taps, k, columns, strides of tap, k and column (in values), the list of the source's taps.
 */
export function packFilter(args: usize, chunk: i32, chunks: i32): void {
  const from = address(args, 0);
  const to = address(args, 1);
  const taps = whole(args, 2);
  const depth = whole(args, 3);
  const columns = whole(args, 4);
  const tapStride = whole(args, 5);
  const depthStride = whole(args, 6);
  const columnStride = whole(args, 7);
  const list = args + (8 << 2);
  const panels = (columns + COLUMNS - 1) / COLUMNS;
  const end = shareBegin(panels, chunk + 1, chunks);
  for (let panel = shareBegin(panels, chunk, chunks); panel < end; panel++) {
    const first = panel * COLUMNS;
    const lanes = min(COLUMNS, columns - first);
    let out = to + (<usize>(panel * taps * depth * COLUMNS) << 2);
    for (let tap = 0; tap < taps; tap++) {
      const base = from + (<usize>(load<i32>(list + (<usize>tap << 2)) * tapStride + first * columnStride) << 2);
      if (lanes === COLUMNS && columnStride === 1) copyPanel(base, out, depth, <usize>depthStride << 2);
      else if (lanes === COLUMNS && depthStride === 1) transposePanel(base, out, depth, <usize>columnStride << 2);
      else
        for (let k = 0; k < depth; k++)
          for (let lane = 0; lane < COLUMNS; lane++)
            store<f32>(
              out + (<usize>(k * COLUMNS + lane) << 2),
              lane < lanes ? load<f32>(base + (<usize>(k * depthStride + lane * columnStride) << 2)) : 0,
            );
      out += <usize>(depth * COLUMNS) << 2;
    }
  }
}

function copyPanel(from: usize, to: usize, depth: i32, step: usize): void {
  for (let k = 0; k < depth; k++) {
    v128.store(to, v128.load(from));
    v128.store(to, v128.load(from, 16), 16);
    from += step;
    to += 32;
  }
}

function transposePanel(from: usize, to: usize, depth: i32, step: usize): void {
  let k = 0;
  for (; k + 4 <= depth; k += 4) {
    transpose4(from, to, step);
    transpose4(from + 4 * step, to + 16, step);
    from += 16;
    to += 128;
  }
  for (; k < depth; k++) {
    for (let lane: usize = 0; lane < 8; lane++) store<f32>(to + (lane << 2), load<f32>(from + lane * step));
    from += 4;
    to += 32;
  }
}

// @ts-ignore: decorator
@inline
function transpose4(from: usize, to: usize, step: usize): void {
  const a = v128.load(from);
  const b = v128.load(from + step);
  const c = v128.load(from + 2 * step);
  const d = v128.load(from + 3 * step);
  const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const ef = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const gh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f32>(ab, cd, 0, 1, 4, 5));
  v128.store(to, v128.shuffle<f32>(ab, cd, 2, 3, 6, 7), 32);
  v128.store(to, v128.shuffle<f32>(ef, gh, 0, 1, 4, 5), 64);
  v128.store(to, v128.shuffle<f32>(ef, gh, 2, 3, 6, 7), 96);
}

/**
 * Row (n, gy, gx) of the grid reads source pixel (gy · step + offset) of each tap, zeros outside, and writes output
 * pixel (gy · scale + origin).
 * Numbers: source, packed filter, output, bias or 0, zeros, scratch, scratch bytes a chunk, images, grid height and
 * width, source height, width and k, output height, width and columns, source steps y and x, output scales y and x,
 * output origins y and x, activation, taps, panels a group, whether chunks are shares of panels (else of rows),
 * whether to copy pixels together (few channels); then offsets y and x of each tap.
 */
export function gatherGemm(args: usize, chunk: i32, chunks: i32): void {
  const packed = address(args, 1);
  const images = whole(args, 7);
  const gridHeight = whole(args, 8);
  const gridWidth = whole(args, 9);
  const columns = whole(args, 15);
  const taps = whole(args, 23);
  const group = whole(args, 24);
  const overPanels = whole(args, 25);
  const table = address(args, 5) + <usize>(chunk * whole(args, 6));
  const depth = taps * whole(args, 12);
  const rows = images * gridHeight * gridWidth;
  const tiles = (rows + ROWS - 1) / ROWS;
  const panels = (columns + COLUMNS - 1) / COLUMNS;
  const firstPanel = overPanels ? shareBegin(panels, chunk, chunks) : 0;
  const endPanel = overPanels ? shareBegin(panels, chunk + 1, chunks) : panels;
  const firstTile = overPanels ? 0 : shareBegin(tiles, chunk, chunks);
  const endTile = overPanels ? tiles : shareBegin(tiles, chunk + 1, chunks);
  for (let from = firstPanel; from < endPanel; from += group) {
    const to = min(from + group, endPanel);
    for (let tile = firstTile; tile < endTile; tile++) {
      const first = tile * ROWS;
      const count = min(ROWS, rows - first);
      gather(args, table, first, count);
      for (let panel = from; panel < to; panel++)
        multiply(args, table, packed + (<usize>(panel * depth * COLUMNS) << 2), count, panel * COLUMNS);
    }
  }
}

/** Fills the table: addresses of six output pixels, then of six source pixels a tap. */
function gather(args: usize, table: usize, first: i32, count: i32): void {
  const source = address(args, 0);
  const output = address(args, 2);
  const zeros = address(args, 4);
  const gridHeight = whole(args, 8);
  const gridWidth = whole(args, 9);
  const height = whole(args, 10);
  const width = whole(args, 11);
  const depth = whole(args, 12);
  const outHeight = whole(args, 13);
  const outWidth = whole(args, 14);
  const columns = whole(args, 15);
  const stepY = whole(args, 16);
  const stepX = whole(args, 17);
  const scaleY = whole(args, 18);
  const scaleX = whole(args, 19);
  const originY = whole(args, 20);
  const originX = whole(args, 21);
  const taps = whole(args, 23);
  const copies = whole(args, 26);
  const offsets = args + (27 << 2);
  let x = first % gridWidth;
  let y = (first / gridWidth) % gridHeight;
  let n = first / (gridWidth * gridHeight);
  const rowBytes = <usize>(taps * depth) << 2;
  for (let i = 0; i < ROWS; i++) {
    const row = (n * outHeight + y * scaleY + originY) * outWidth + x * scaleX + originX;
    store<usize>(table + (<usize>i << 2), output + (<usize>(row * columns) << 2));
    // beyond the last row, the last one again
    const copied = table + 48 + <usize>min(i, count - 1) * rowBytes;
    for (let tap = 0; tap < taps; tap++) {
      const sy = y * stepY + load<i32>(offsets + (<usize>tap << 3));
      const sx = x * stepX + load<i32>(offsets + (<usize>tap << 3), 4);
      const inside = <u32>sy < <u32>height && <u32>sx < <u32>width;
      const pixel = inside ? source + (<usize>(((n * height + sy) * width + sx) * depth) << 2) : zeros;
      if (!copies) store<usize>(table + 24 + (<usize>(tap * ROWS + i) << 2), pixel);
      else if (i < count)
        for (let k = 0; k < depth; k++)
          store<f32>(copied + (<usize>(tap * depth + k) << 2), load<f32>(pixel + (<usize>k << 2)));
    }
    if (copies) store<usize>(table + 24 + (<usize>i << 2), copied);
    if (i + 1 < count && ++x === gridWidth) {
      x = 0;
      if (++y === gridHeight) {
        y = 0;
        n++;
      }
    }
  }
}

/** Six rows times a panel of eight columns. */
function multiply(args: usize, table: usize, b: usize, count: i32, column: i32): void {
  const bias = address(args, 3);
  const columns = whole(args, 15);
  const activation = whole(args, 22);
  const copies = whole(args, 26);
  const lanes = min(COLUMNS, columns - column);
  let taps = whole(args, 23);
  let depth = whole(args, 12);
  if (copies) {
    depth *= taps;
    taps = 1;
  }
  let c00 = f32x4.splat(0);
  let c01 = f32x4.splat(0);
  if (bias) {
    c00 = loadSome(bias + (<usize>column << 2), lanes);
    c01 = loadSome(bias + (<usize>(column + 4) << 2), lanes - 4);
  }
  let c10 = c00;
  let c11 = c01;
  let c20 = c00;
  let c21 = c01;
  let c30 = c00;
  let c31 = c01;
  let c40 = c00;
  let c41 = c01;
  let c50 = c00;
  let c51 = c01;
  let pixels = table + 24;
  for (let tap = 0; tap < taps; tap++) {
    let a0 = load<usize>(pixels);
    let a1 = load<usize>(pixels, 4);
    let a2 = load<usize>(pixels, 8);
    let a3 = load<usize>(pixels, 12);
    let a4 = load<usize>(pixels, 16);
    let a5 = load<usize>(pixels, 20);
    pixels += 24;
    let k = depth;
    for (; k >= 2; k -= 2) {
      let b0 = v128.load(b);
      let b1 = v128.load(b, 16);
      let a = v128.load32_splat(a0);
      c00 = madd(a, b0, c00);
      c01 = madd(a, b1, c01);
      a = v128.load32_splat(a1);
      c10 = madd(a, b0, c10);
      c11 = madd(a, b1, c11);
      a = v128.load32_splat(a2);
      c20 = madd(a, b0, c20);
      c21 = madd(a, b1, c21);
      a = v128.load32_splat(a3);
      c30 = madd(a, b0, c30);
      c31 = madd(a, b1, c31);
      a = v128.load32_splat(a4);
      c40 = madd(a, b0, c40);
      c41 = madd(a, b1, c41);
      a = v128.load32_splat(a5);
      c50 = madd(a, b0, c50);
      c51 = madd(a, b1, c51);
      b0 = v128.load(b, 32);
      b1 = v128.load(b, 48);
      a = v128.load32_splat(a0, 4);
      c00 = madd(a, b0, c00);
      c01 = madd(a, b1, c01);
      a = v128.load32_splat(a1, 4);
      c10 = madd(a, b0, c10);
      c11 = madd(a, b1, c11);
      a = v128.load32_splat(a2, 4);
      c20 = madd(a, b0, c20);
      c21 = madd(a, b1, c21);
      a = v128.load32_splat(a3, 4);
      c30 = madd(a, b0, c30);
      c31 = madd(a, b1, c31);
      a = v128.load32_splat(a4, 4);
      c40 = madd(a, b0, c40);
      c41 = madd(a, b1, c41);
      a = v128.load32_splat(a5, 4);
      c50 = madd(a, b0, c50);
      c51 = madd(a, b1, c51);
      a0 += 8;
      a1 += 8;
      a2 += 8;
      a3 += 8;
      a4 += 8;
      a5 += 8;
      b += 64;
    }
    if (k) {
      const b0 = v128.load(b);
      const b1 = v128.load(b, 16);
      let a = v128.load32_splat(a0);
      c00 = madd(a, b0, c00);
      c01 = madd(a, b1, c01);
      a = v128.load32_splat(a1);
      c10 = madd(a, b0, c10);
      c11 = madd(a, b1, c11);
      a = v128.load32_splat(a2);
      c20 = madd(a, b0, c20);
      c21 = madd(a, b1, c21);
      a = v128.load32_splat(a3);
      c30 = madd(a, b0, c30);
      c31 = madd(a, b1, c31);
      a = v128.load32_splat(a4);
      c40 = madd(a, b0, c40);
      c41 = madd(a, b1, c41);
      a = v128.load32_splat(a5);
      c50 = madd(a, b0, c50);
      c51 = madd(a, b1, c51);
      b += 32;
    }
  }
  const at = <usize>column << 2;
  put(load<usize>(table) + at, c00, c01, lanes, activation);
  if (count > 1) put(load<usize>(table, 4) + at, c10, c11, lanes, activation);
  if (count > 2) put(load<usize>(table, 8) + at, c20, c21, lanes, activation);
  if (count > 3) put(load<usize>(table, 12) + at, c30, c31, lanes, activation);
  if (count > 4) put(load<usize>(table, 16) + at, c40, c41, lanes, activation);
  if (count > 5) put(load<usize>(table, 20) + at, c50, c51, lanes, activation);
}

function loadSome(from: usize, lanes: i32): v128 {
  if (lanes >= 4) return v128.load(from);
  let some = f32x4.splat(0);
  if (lanes > 0) some = f32x4.replace_lane(some, 0, load<f32>(from));
  if (lanes > 1) some = f32x4.replace_lane(some, 1, load<f32>(from, 4));
  if (lanes > 2) some = f32x4.replace_lane(some, 2, load<f32>(from, 8));
  return some;
}

// @ts-ignore: decorator
@inline
function put(to: usize, left: v128, right: v128, lanes: i32, activation: i32): void {
  if (activation !== LINEAR) {
    left = activate4(left, activation);
    right = activate4(right, activation);
  }
  if (lanes === COLUMNS) {
    v128.store(to, left);
    v128.store(to, right, 16);
  } else putSome(to, left, right, lanes);
}

function putSome(to: usize, left: v128, right: v128, lanes: i32): void {
  if (lanes >= 4) {
    v128.store(to, left);
    left = right;
    to += 16;
    lanes -= 4;
  }
  if (lanes > 0) store<f32>(to, f32x4.extract_lane(left, 0));
  if (lanes > 1) store<f32>(to, f32x4.extract_lane(left, 1), 4);
  if (lanes > 2) store<f32>(to, f32x4.extract_lane(left, 2), 8);
}
