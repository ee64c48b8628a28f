/**
 * The filter gradient of a convolution: for each tap, Σ x ⊗ dy over all pixels. Blocks of rows that fit the cache are
 * packed: x, with its padding, in panels of four channels, dy in panels of eight. A tap is then an offset into the panel.
 */
import { address, madd, shareBegin, whole } from './simd';

const IN: i32 = 4;
const OUT: i32 = 8;

/**
 * Chunks are shares of the output channels, or of the input channels if there are more of those.
 * Arguments: x, dy, dw, scratch, scratch bytes per chunk, images, height, width and channels of x, height, width and
 * channels of dy, filter height and width, strides y and x, dilations y and x, padding top and left, images and rows per
 * block, whether each tap's pixels are first copied together (for short rows).
 */
export function filterGradient(args: usize, chunk: i32, chunks: i32): void {
  const images = whole(args, 5);
  const channels = whole(args, 8);
  const outHeight = whole(args, 9);
  const outWidth = whole(args, 10);
  const outputs = whole(args, 11);
  const filterHeight = whole(args, 12);
  const filterWidth = whole(args, 13);
  const strideY = whole(args, 14);
  const strideX = whole(args, 15);
  const dilationY = whole(args, 16);
  const dilationX = whole(args, 17);
  const imagesPerBlock = whole(args, 20);
  const rowsPerBlock = whole(args, 21);
  const dw = address(args, 2);
  const inPanels = (channels + IN - 1) / IN;
  const outPanels = (outputs + OUT - 1) / OUT;
  const overOutputs = outputs >= channels;
  const firstOut = overOutputs ? shareBegin(outPanels, chunk, chunks) : 0;
  const endOut = overOutputs ? shareBegin(outPanels, chunk + 1, chunks) : outPanels;
  const firstIn = overOutputs ? 0 : shareBegin(inPanels, chunk, chunks);
  const endIn = overOutputs ? inPanels : shareBegin(inPanels, chunk + 1, chunks);
  if (firstOut === endOut || firstIn === endIn) return;
  const width = (outWidth - 1) * strideX + (filterWidth - 1) * dilationX + 1;
  const xs = address(args, 3) + <usize>(chunk * whole(args, 4));
  const stepX = <usize>(strideX * IN) << 2;
  const gathers = whole(args, 22) !== 0;
  let fresh = true;
  for (let image = 0; image < images; image += imagesPerBlock) {
    const imageCount = min(imagesPerBlock, images - image);
    for (let row = 0; row < outHeight; row += rowsPerBlock) {
      const rows = min(rowsPerBlock, outHeight - row);
      const height = (rows - 1) * strideY + (filterHeight - 1) * dilationY + 1;
      const panelX = <usize>(imageCount * height * width * IN) << 2;
      const panelY = <usize>(imageCount * rows * outWidth * OUT) << 2;
      const ys = xs + panelX * <usize>(endIn - firstIn);
      const afterRow = <usize>((strideY * width - outWidth * strideX) * IN) << 2;
      const afterImage = <usize>((height - rows * strideY) * width * IN) << 2;
      packX(args, xs, image, imageCount, row, height, width, firstIn, endIn);
      packDy(args, ys, image, imageCount, row, rows, firstOut, endOut);
      const gathered = ys + panelY * <usize>(endOut - firstOut);
      for (let input = firstIn; input < endIn; input++) {
        const panel = xs + panelX * <usize>(input - firstIn);
        for (let tap = 0; tap < filterHeight * filterWidth; tap++) {
          const r = (tap / filterWidth) * dilationY;
          const c = (tap % filterWidth) * dilationX;
          const x = panel + (<usize>((r * width + c) * IN) << 2);
          if (gathers) gather(x, gathered, imageCount, rows, outWidth, stepX, afterRow, afterImage);
          const target = dw + (<usize>((tap * channels + input * IN) * outputs) << 2);
          for (let out = firstOut; out < endOut; out++)
            accumulate(
              gathers ? gathered : x,
              ys + panelY * <usize>(out - firstOut),
              target + (<usize>(out * OUT) << 2),
              gathers ? 1 : imageCount,
              gathers ? 1 : rows,
              gathers ? imageCount * rows * outWidth : outWidth,
              gathers ? 16 : stepX,
              afterRow,
              afterImage,
              min(IN, channels - input * IN),
              min(OUT, outputs - out * OUT),
              <usize>outputs << 2,
              fresh,
            );
        }
      }
      fresh = false;
    }
  }
}

/** Copies a tap's pixels of a panel one after the other. */
function gather(
  from: usize,
  to: usize,
  images: i32,
  rows: i32,
  columns: i32,
  stepX: usize,
  afterRow: usize,
  afterImage: usize,
): void {
  for (let image = images; image > 0; image--) {
    for (let row = rows; row > 0; row--) {
      for (let column = columns; column > 0; column--) {
        v128.store(to, v128.load(from));
        to += 16;
        from += stepX;
      }
      from += afterRow;
    }
    from += afterImage;
  }
}

/** `[panel][image][row][column][4]`, zero outside the image and beyond the last channel. */
function packX(
  args: usize,
  to: usize,
  image: i32,
  images: i32,
  outRow: i32,
  rows: i32,
  columns: i32,
  firstPanel: i32,
  endPanel: i32,
): void {
  const from = address(args, 0);
  const height = whole(args, 6);
  const width = whole(args, 7);
  const channels = whole(args, 8);
  const top = outRow * whole(args, 14) - whole(args, 18);
  const left = -whole(args, 19);
  const panelBytes = <usize>(images * rows * columns * IN) << 2;
  const wholePanels = channels / IN;
  for (let n = 0; n < images; n++)
    for (let r = 0; r < rows; r++) {
      const y = top + r;
      for (let c = 0; c < columns; c++) {
        const x = left + c;
        let out = to + (<usize>(((n * rows + r) * columns + c) * IN) << 2);
        if (<u32>y >= <u32>height || <u32>x >= <u32>width) {
          for (let panel = firstPanel; panel < endPanel; panel++) {
            v128.store(out, f32x4.splat(0));
            out += panelBytes;
          }
          continue;
        }
        let pixel = from + (<usize>((((image + n) * height + y) * width + x) * channels + firstPanel * IN) << 2);
        let panel = firstPanel;
        for (const end = min(endPanel, wholePanels); panel < end; panel++) {
          v128.store(out, v128.load(pixel));
          out += panelBytes;
          pixel += 16;
        }
        if (panel < endPanel) {
          const some = channels - panel * IN;
          for (let i = 0; i < IN; i++)
            store<f32>(out + (<usize>i << 2), i < some ? load<f32>(pixel + (<usize>i << 2)) : 0);
        }
      }
    }
}

/** `[panel][image][row][column][8]`, zero beyond the last channel. */
function packDy(
  args: usize,
  to: usize,
  image: i32,
  images: i32,
  firstRow: i32,
  rows: i32,
  firstPanel: i32,
  endPanel: i32,
): void {
  const from = address(args, 1);
  const height = whole(args, 9);
  const width = whole(args, 10);
  const channels = whole(args, 11);
  const panelBytes = <usize>(images * rows * width * OUT) << 2;
  const wholePanels = channels / OUT;
  for (let n = 0; n < images; n++) {
    let pixel = from + (<usize>((((image + n) * height + firstRow) * width) * channels + firstPanel * OUT) << 2);
    let place = to + (<usize>(n * rows * width * OUT) << 2);
    for (let i = rows * width; i > 0; i--) {
      let at = pixel;
      let out = place;
      let panel = firstPanel;
      for (const end = min(endPanel, wholePanels); panel < end; panel++) {
        v128.store(out, v128.load(at));
        v128.store(out, v128.load(at, 16), 16);
        out += panelBytes;
        at += 32;
      }
      if (panel < endPanel) {
        const some = channels - panel * OUT;
        for (let lane = 0; lane < OUT; lane++)
          store<f32>(out + (<usize>lane << 2), lane < some ? load<f32>(at + (<usize>lane << 2)) : 0);
      }
      pixel += <usize>channels << 2;
      place += 32;
    }
  }
}

/** dw[4 inputs][8 outputs] (+)= Σ x ⊗ dy over the pixels of a block. */
function accumulate(
  x: usize,
  y: usize,
  dw: usize,
  images: i32,
  rows: i32,
  columns: i32,
  stepX: usize,
  afterRow: usize,
  afterImage: usize,
  inputs: i32,
  outputs: i32,
  dwStep: usize,
  fresh: bool,
): void {
  let c00 = f32x4.splat(0);
  let c01 = c00;
  let c10 = c00;
  let c11 = c00;
  let c20 = c00;
  let c21 = c00;
  let c30 = c00;
  let c31 = c00;
  for (let image = images; image > 0; image--) {
    for (let row = rows; row > 0; row--) {
      for (let column = columns; column > 0; column--) {
        const b0 = v128.load(y);
        const b1 = v128.load(y, 16);
        let a = v128.load32_splat(x);
        c00 = madd(a, b0, c00);
        c01 = madd(a, b1, c01);
        a = v128.load32_splat(x, 4);
        c10 = madd(a, b0, c10);
        c11 = madd(a, b1, c11);
        a = v128.load32_splat(x, 8);
        c20 = madd(a, b0, c20);
        c21 = madd(a, b1, c21);
        a = v128.load32_splat(x, 12);
        c30 = madd(a, b0, c30);
        c31 = madd(a, b1, c31);
        x += stepX;
        y += 32;
      }
      x += afterRow;
    }
    x += afterImage;
  }
  put(dw, c00, c01, outputs, fresh);
  if (inputs > 1) put(dw + dwStep, c10, c11, outputs, fresh);
  if (inputs > 2) put(dw + 2 * dwStep, c20, c21, outputs, fresh);
  if (inputs > 3) put(dw + 3 * dwStep, c30, c31, outputs, fresh);
}

// @ts-ignore: decorator
@inline
function put(to: usize, left: v128, right: v128, lanes: i32, fresh: bool): void {
  if (lanes === OUT) {
    if (!fresh) {
      left = f32x4.add(left, v128.load(to));
      right = f32x4.add(right, v128.load(to, 16));
    }
    v128.store(to, left);
    v128.store(to, right, 16);
  } else putSome(to, left, right, lanes, fresh);
}

function putSome(to: usize, left: v128, right: v128, lanes: i32, fresh: bool): void {
  for (let i = 0; i < lanes; i++) {
    const half = i < 4 ? left : right;
    const lane = i & 3;
    let value = f32x4.extract_lane(half, 0);
    if (lane === 1) value = f32x4.extract_lane(half, 1);
    if (lane === 2) value = f32x4.extract_lane(half, 2);
    if (lane === 3) value = f32x4.extract_lane(half, 3);
    const at = to + (<usize>i << 2);
    store<f32>(at, fresh ? value : value + load<f32>(at));
  }
}
