/**
 * A matrix product whose left rows are gathered pixels, four at a time, and whose right side is packed in panels of
 * eight columns. It computes convolutions, their input gradients (one phase of the stride at a time) and dense layers;
 * the descriptor says where its rows are written. After Dukhan, "The Indirect Convolution Algorithm" (2019).
 */
import { activate4, address, LINEAR, madd, shareBegin, whole } from './simd';

const ROWS: i32 = 4;
const COLUMNS: i32 = 8;

/**
 * Packs a filter: `[panel][tap][k][8]`, zero beyond the last column. Chunks are shares of the panels.
 * Arguments: from, to, taps, k, columns, strides of tap, k and column (in values), the list of the source's taps.
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
 * Row (n, gy, gx) of the grid reads source pixel (gy · step + offset) for each tap, zero outside the image, and writes
 * output pixel (gy · scale + origin). Rows are packed one block at a time, `[tile][k][4]`, then multiplied by one panel
 * after the other (Goto & van de Geijn 2008): the block stays in the second-level cache, the panel in the first.
 * Arguments: source, packed filter, output, bias or 0, zeros, scratch, scratch bytes per chunk, images, grid height and
 * width, source height, width and k, output height, width and columns, source steps y and x, output scales y and x,
 * output origins y and x, activation, taps, tiles and values of k per block, whether chunks are shares of panels (else
 * of rows); then offsets y and x of each tap.
 */
export function gatherGemm(args: usize, chunk: i32, chunks: i32): void {
  const packed = address(args, 1);
  const columns = whole(args, 15);
  const tilesPerBlock = whole(args, 24);
  const depthPerBlock = whole(args, 25);
  const overPanels = whole(args, 26);
  const places = address(args, 5) + <usize>(chunk * whole(args, 6));
  const block = places + <usize>(tilesPerBlock * PLACE_BYTES);
  const depth = whole(args, 23) * whole(args, 12);
  const rows = whole(args, 7) * whole(args, 8) * whole(args, 9);
  const tiles = (rows + ROWS - 1) / ROWS;
  const panels = (columns + COLUMNS - 1) / COLUMNS;
  const firstPanel = overPanels ? shareBegin(panels, chunk, chunks) : 0;
  const endPanel = overPanels ? shareBegin(panels, chunk + 1, chunks) : panels;
  const endTile = overPanels ? tiles : shareBegin(tiles, chunk + 1, chunks);
  for (let tile = overPanels ? 0 : shareBegin(tiles, chunk, chunks); tile < endTile; tile += tilesPerBlock) {
    const count = min(tilesPerBlock, endTile - tile);
    for (let i = 0; i < count; i++) place(args, places + <usize>(i * PLACE_BYTES), (tile + i) * ROWS, rows);
    let k = 0;
    do {
      const values = min(depthPerBlock, depth - k);
      const tileBytes = <usize>(values * ROWS) << 2;
      for (let i = 0; i < count; i++)
        packRows(args, places + <usize>(i * PLACE_BYTES), block + <usize>i * tileBytes, k, values);
      for (let panel = firstPanel; panel < endPanel; panel++) {
        const b = packed + (<usize>((panel * depth + k) * COLUMNS) << 2);
        for (let i = 0; i < count; i++)
          multiply(
            args,
            places + <usize>(i * PLACE_BYTES),
            block + <usize>i * tileBytes,
            b,
            values,
            min(ROWS, rows - (tile + i) * ROWS),
            panel * COLUMNS,
            k === 0,
            k + values >= depth,
          );
      }
      k += values;
    } while (k < depth);
  }
}

/** For each of a tile's four rows: address of the output pixel, then image, y and x in the source before offsets. */
const PLACE_BYTES: i32 = 64;

function place(args: usize, to: usize, first: i32, rows: i32): void {
  const gridHeight = whole(args, 8);
  const gridWidth = whole(args, 9);
  let x = first % gridWidth;
  let y = (first / gridWidth) % gridHeight;
  let n = first / (gridWidth * gridHeight);
  for (let i = 0; i < ROWS; i++) {
    const row =
      (n * whole(args, 13) + y * whole(args, 18) + whole(args, 20)) * whole(args, 14) +
      x * whole(args, 19) +
      whole(args, 21);
    store<usize>(to, address(args, 2) + (<usize>(row * whole(args, 15)) << 2));
    store<i32>(to, n, 16);
    store<i32>(to, y * whole(args, 16), 32);
    store<i32>(to, x * whole(args, 17), 48);
    to += 4;
    // beyond the last row, repeat the last one
    if (first + i + 1 < rows && ++x === gridWidth) {
      x = 0;
      if (++y === gridHeight) {
        y = 0;
        n++;
      }
    }
  }
}

/** Values k … k + count of a tile's four rows, interleaved. */
function packRows(args: usize, places: usize, to: usize, k: i32, count: i32): void {
  const depth = whole(args, 12);
  for (let end = k + count; k < end; ) {
    const tap = k / depth;
    const first = k % depth;
    const run = min(depth - first, end - k);
    const at = <usize>first << 2;
    const offsets = args + (27 << 2) + (<usize>tap << 3);
    const down = load<i32>(offsets);
    const right = load<i32>(offsets, 4);
    let p0 = pixel(args, places, down, right) + at;
    let p1 = pixel(args, places + 4, down, right) + at;
    let p2 = pixel(args, places + 8, down, right) + at;
    let p3 = pixel(args, places + 12, down, right) + at;
    let i = run;
    for (; i >= 4; i -= 4) {
      const a = v128.load(p0);
      const b = v128.load(p1);
      const c = v128.load(p2);
      const d = v128.load(p3);
      const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
      const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
      const ab2 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
      const cd2 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
      v128.store(to, v128.shuffle<f32>(ab, cd, 0, 1, 4, 5));
      v128.store(to, v128.shuffle<f32>(ab, cd, 2, 3, 6, 7), 16);
      v128.store(to, v128.shuffle<f32>(ab2, cd2, 0, 1, 4, 5), 32);
      v128.store(to, v128.shuffle<f32>(ab2, cd2, 2, 3, 6, 7), 48);
      to += 64;
      p0 += 16;
      p1 += 16;
      p2 += 16;
      p3 += 16;
    }
    for (; i > 0; i--) {
      store<f32>(to, load<f32>(p0));
      store<f32>(to, load<f32>(p1), 4);
      store<f32>(to, load<f32>(p2), 8);
      store<f32>(to, load<f32>(p3), 12);
      to += 16;
      p0 += 4;
      p1 += 4;
      p2 += 4;
      p3 += 4;
    }
    k += run;
  }
}

// @ts-ignore: decorator
@inline
function pixel(args: usize, row: usize, down: i32, right: i32): usize {
  const y = load<i32>(row, 32) + down;
  const x = load<i32>(row, 48) + right;
  if (<u32>y >= <u32>whole(args, 10) || <u32>x >= <u32>whole(args, 11)) return address(args, 4);
  const index = (load<i32>(row, 16) * whole(args, 10) + y) * whole(args, 11) + x;
  return address(args, 0) + (<usize>(index * whole(args, 12)) << 2);
}

/**
 * Four rows times a panel of eight columns: as many sums as V8 keeps in registers. The loop must not be unrolled, since
 * Binaryen then pairs the sums, which halves the speed. Adds to the values in memory unless `first`.
 */
function multiply(
  args: usize,
  places: usize,
  a: usize,
  b: usize,
  depth: i32,
  count: i32,
  column: i32,
  first: bool,
  last: bool,
): void {
  const bias = address(args, 3);
  const lanes = min(COLUMNS, whole(args, 15) - column);
  const at = <usize>column << 2;
  let c00 = f32x4.splat(0);
  let c01 = f32x4.splat(0);
  if (first && bias) {
    c00 = loadSome(bias + at, lanes);
    c01 = loadSome(bias + at + 16, lanes - 4);
  }
  let c10 = c00;
  let c11 = c01;
  let c20 = c00;
  let c21 = c01;
  let c30 = c00;
  let c31 = c01;
  for (; depth > 0; depth--) {
    const left = v128.load(b);
    const right = v128.load(b, 16);
    let row = v128.load32_splat(a);
    c00 = madd(row, left, c00);
    c01 = madd(row, right, c01);
    row = v128.load32_splat(a, 4);
    c10 = madd(row, left, c10);
    c11 = madd(row, right, c11);
    row = v128.load32_splat(a, 8);
    c20 = madd(row, left, c20);
    c21 = madd(row, right, c21);
    row = v128.load32_splat(a, 12);
    c30 = madd(row, left, c30);
    c31 = madd(row, right, c31);
    a += 16;
    b += 32;
  }
  const activation = last ? whole(args, 22) : LINEAR;
  put(load<usize>(places) + at, c00, c01, lanes, first, activation);
  if (count > 1) put(load<usize>(places, 4) + at, c10, c11, lanes, first, activation);
  if (count > 2) put(load<usize>(places, 8) + at, c20, c21, lanes, first, activation);
  if (count > 3) put(load<usize>(places, 12) + at, c30, c31, lanes, first, activation);
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
function put(to: usize, left: v128, right: v128, lanes: i32, first: bool, activation: i32): void {
  if (lanes < COLUMNS) {
    putSome(to, left, right, lanes, first, activation);
    return;
  }
  if (!first) {
    left = f32x4.add(left, v128.load(to));
    right = f32x4.add(right, v128.load(to, 16));
  }
  v128.store(to, activate4(left, activation));
  v128.store(to, activate4(right, activation), 16);
}

function putSome(to: usize, left: v128, right: v128, lanes: i32, first: bool, activation: i32): void {
  if (!first) {
    left = f32x4.add(left, loadSome(to, lanes));
    right = f32x4.add(right, loadSome(to + 16, lanes - 4));
  }
  left = activate4(left, activation);
  right = activate4(right, activation);
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
