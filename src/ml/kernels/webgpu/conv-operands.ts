/**
 * The operands of the three matrix products behind a convolution, gathered directly from the tensors.
 *
 * forward          y[m, co]   = Σ patch(x)[m, (fr, fc, ci)] · w[(fr, fc, ci), co]
 * filter gradient  dw[(fr, fc, ci), co] = Σₘ patch(x)[m, (fr, fc, ci)] · dy[m, co]
 * input gradient   dx[(iy, ix), ci]     = Σ dy[(oy, ox), co] · w[(fr, fc, ci), co] over the taps that reach (iy, ix)
 *
 * m runs over (image, oy, ox). Values outside the image are zero.
 */
import { type ConvGeometry } from '../conv-geometry';
import type { GatheredOperand } from './gemm';
import { type Storage, quads } from './half';
import { pick, range } from './wgsl';

/** WGSL: four values of x from channel `ci` on at (n, iy, ix), zero outside the image. Only `count` of them exist. */
function readImage(name: string, height: number, width: number, channels: number, storage: Storage): string {
  const { at } = quads(name, channels, storage);
  const index = `((n * ${height}u + u32(iy)) * ${width}u + u32(ix)) * ${channels}u + c`;
  const body =
    channels % 4 === 0
      ? `return ${at(index)};`
      : `let i = ${index};
    return vec4<f32>(${at('i')}, ${[1, 2, 3].map((o) => `select(0.0, ${at(`min(i + ${o}u, arrayLength(&${name}) - 1u)`)}, c + ${o}u < ${channels}u)`).join(', ')});`;
  return `fn read_${name}(n : u32, iy : i32, ix : i32, c : u32) -> vec4<f32> {
    if (iy < 0 || ix < 0 || iy >= ${height} || ix >= ${width} || c >= ${channels}u) { return vec4<f32>(); }
    ${body}
  }`;
}

/**
 * x as patches `[m, (fr, fc, ci)]`, four neighbours along the patch. Operand A of the forward product.
 * @param endOfRows A WGSL expression for the number of rows m; the batch size is not part of the code.
 */
export function patchesAlongDepth(
  g: ConvGeometry,
  endOfRows: string,
  storage: Storage = 'f32',
): GatheredOperand {
  const depth = g.filterHeight * g.filterWidth * g.inChannels;
  return {
    along: 'depth',
    declarations: `${readImage('x', g.inHeight, g.inWidth, g.inChannels, storage)}
${patchFunction(g, depth)}`,
    prepare: (outer, s) => `
  let n${s} = ${outer} / ${g.outHeight * g.outWidth}u;
  let y${s} = i32((${outer} / ${g.outWidth}u) % ${g.outHeight}u) * ${g.strideHeight} - ${g.padTop};
  let x${s} = i32(${outer} % ${g.outWidth}u) * ${g.strideWidth} - ${g.padLeft};`,
    load: (outer, k, s) => `patchAt(${outer} < ${endOfRows}, n${s}, y${s}, x${s}, ${k})`,
  };
}

/** The same patches with four neighbours along the outer axis. Operand A of the filter gradient. */
export function patchesAlongOuter(g: ConvGeometry, storage: Storage = 'f32'): GatheredOperand {
  const rows = g.filterHeight * g.filterWidth * g.inChannels;
  const depth = g.batch * g.outHeight * g.outWidth;
  return {
    along: 'outer',
    declarations: `${readImage('x', g.inHeight, g.inWidth, g.inChannels, storage)}
${patchFunction(g, rows)}
fn patchOf(k : u32, m : u32) -> vec4<f32> {
  let n = m / ${g.outHeight * g.outWidth}u;
  let y = i32((m / ${g.outWidth}u) % ${g.outHeight}u) * ${g.strideHeight} - ${g.padTop};
  let x = i32(m % ${g.outWidth}u) * ${g.strideWidth} - ${g.padLeft};
  return patchAt(m < ${depth}u, n, y, x, k);
}`,
    load: (outer, m) => `patchOf(${outer}, ${m})`,
  };
}

/** WGSL: four values of the patch whose corner is (y0, x0), from index k = (fr, fc, ci) on. */
function patchFunction(g: ConvGeometry, depth: number): string {
  const c = g.inChannels;
  const one = (k: string) => `
    let tap = ${k} / ${c}u;
    let iy = y0 + i32(tap / ${g.filterWidth}u) * ${g.dilationHeight};
    let ix = x0 + i32(tap % ${g.filterWidth}u) * ${g.dilationWidth};`;
  const body =
    c % 4 === 0
      ? `${one('k')}
    return read_x(n, iy, ix, k % ${c}u);`
      : `var v = vec4<f32>();
    for (var i = 0u; i < 4u && k + i < ${depth}u; i++) {
      ${one('(k + i)')}
      v[i] = read_x(n, iy, ix, (k + i) % ${c}u).x;
    }
    return v;`;
  return `fn patchAt(inside : bool, n : u32, y0 : i32, x0 : i32, k : u32) -> vec4<f32> {
    if (!inside || k >= ${depth}u) { return vec4<f32>(); }
    ${body}
  }`;
}

/** A matrix in memory, `[depth, columns]`, four neighbours along the columns. Operand B. */
export function matrixAlongOuter(
  name: string,
  depth: number,
  columns: number,
  storage: Storage = 'f32',
): GatheredOperand {
  const { at } = quads(name, columns, storage);
  const body =
    columns % 4 === 0
      ? `return ${at(`k * ${columns}u + column`)};`
      : `var v = vec4<f32>();
    for (var i = 0u; i < 4u && column + i < ${columns}u; i++) { v[i] = ${at(`k * ${columns}u + column + i`)}; }
    return v;`;
  return {
    along: 'outer',
    declarations: `fn row_${name}(k : u32, column : u32) -> vec4<f32> {
    if (k >= ${depth}u || column >= ${columns}u) { return vec4<f32>(); }
    ${body}
  }`,
    load: (outer, k) => `row_${name}(${k}, ${outer})`,
  };
}

/**
 * Which taps of one axis reach an input position, given its offset within the stride: `count` taps, namely `first`,
 * `first + step`, …
 */
interface AxisTaps {
  first: number[];
  count: number[];
  step: number;
}

function axisTaps(filter: number, stride: number, dilation: number, pad: number): AxisTaps {
  const taps = range(stride).map((place) =>
    range(filter).filter((tap) => (place + pad - tap * dilation) % stride === 0),
  );
  const step = taps.find((some) => some.length > 1);
  return {
    first: taps.map((some) => some[0] ?? 0),
    count: taps.map((some) => some.length),
    step: step ? step[1] - step[0] : 1,
  };
}

const rowTaps = (g: ConvGeometry) => axisTaps(g.filterHeight, g.strideHeight, g.dilationHeight, g.padTop);
const columnTaps = (g: ConvGeometry) => axisTaps(g.filterWidth, g.strideWidth, g.dilationWidth, g.padLeft);

/** Taps that reach the positions of each phase. A phase is an offset within the stride: `py * strideWidth + px`. */
export function phaseTaps(g: ConvGeometry): number[] {
  return rowTaps(g).count.flatMap((rows) => columnTaps(g).count.map((columns) => rows * columns));
}

/** Rows of one phase: images times positions per phase, rounded up. */
export function phaseRows(g: ConvGeometry): { height: number; width: number; rows: number } {
  const height = Math.ceil(g.inHeight / g.strideHeight);
  const width = Math.ceil(g.inWidth / g.strideWidth);
  return { height, width, rows: g.batch * height * width };
}

/** WGSL: the tap of term `t` of a phase's sum. */
function tapFunction(g: ConvGeometry): string {
  const [rows, columns] = [rowTaps(g), columnTaps(g)];
  const numbers = (values: readonly number[]) => values.map((value) => `${value}u`);
  const split = (operator: '/' | '%') =>
    pick(
      'px',
      columns.count.map((count) => (count === 0 ? '0u' : `t ${operator} ${count}u`)),
    );
  const body =
    phaseTaps(g).length === 1
      ? 'return t;'
      : `let py = phase / ${g.strideWidth}u;
    let px = phase % ${g.strideWidth}u;
    let row = ${pick('py', numbers(rows.first))} + (${split('/')}) * ${rows.step}u;
    let column = ${pick('px', numbers(columns.first))} + (${split('%')}) * ${columns.step}u;
    return row * ${g.filterWidth}u + column;`;
  return `fn tapOf(phase : u32, t : u32) -> u32 {
    ${body}
  }`;
}

/**
 * dy gathered for each input position, `[(n, iy, ix), (tap, co)]`. Operand A of the input gradient, whose shader defines
 * `phase`.
 */
export function gradientsAlongDepth(g: ConvGeometry, storage: Storage = 'f32'): GatheredOperand {
  const { height, width, rows } = phaseRows(g);
  const c = g.outChannels;
  const one = (k: string) => `
    let tap = tapOf(phase, ${k} / ${c}u);
    let ty = iy + ${g.padTop} - i32(tap / ${g.filterWidth}u) * ${g.dilationHeight};
    let tx = ix + ${g.padLeft} - i32(tap % ${g.filterWidth}u) * ${g.dilationWidth};`;
  // a negative dividend would round towards zero, into the image
  const read = (channel: string) =>
    `read_dy(n, select(-1, ty / ${g.strideHeight}, ty >= 0), select(-1, tx / ${g.strideWidth}, tx >= 0), ${channel})`;
  const body =
    c % 4 === 0
      ? `${one('k')}
    return ${read(`k % ${c}u`)};`
      : `var v = vec4<f32>();
    for (var i = 0u; i < 4u && k + i < end; i++) {
      ${one('(k + i)')}
      v[i] = ${read(`(k + i) % ${c}u`)}.x;
    }
    return v;`;
  return {
    along: 'depth',
    declarations: `${readImage('dy', g.outHeight, g.outWidth, c, storage)}
${tapFunction(g)}
fn reach(inside : bool, phase : u32, end : u32, n : u32, iy : i32, ix : i32, k : u32) -> vec4<f32> {
    if (!inside || k >= end) { return vec4<f32>(); }
    ${body}
  }`,
    prepare: (outer, s) => `
  let n${s} = ${outer} / ${height * width}u;
  let y${s} = i32((${outer} / ${width}u) % ${height}u * ${g.strideHeight}u + phase / ${g.strideWidth}u);
  let x${s} = i32(${outer} % ${width}u * ${g.strideWidth}u + phase % ${g.strideWidth}u);`,
    load: (outer, k, s) => `reach(${outer} < ${rows}u, phase, end, n${s}, y${s}, x${s}, ${k})`,
  };
}

/** The filter transposed, `[(tap, co), ci]`, four neighbours along co. Operand B of the input gradient. */
export function filterAlongDepth(g: ConvGeometry, storage: Storage = 'f32'): GatheredOperand {
  const c = g.outChannels;
  const { at } = quads('w', c, storage);
  const index = (k: string) => `(tapOf(phase, ${k} / ${c}u) * ${g.inChannels}u + ci) * ${c}u + ${k} % ${c}u`;
  const body =
    c % 4 === 0
      ? `return ${at(index('k'))};`
      : `var v = vec4<f32>();
    for (var i = 0u; i < 4u && k + i < end; i++) { v[i] = ${at(index('(k + i)'))}; }
    return v;`;
  return {
    along: 'depth',
    declarations: `fn turned(phase : u32, end : u32, ci : u32, k : u32) -> vec4<f32> {
    if (ci >= ${g.inChannels}u || k >= end) { return vec4<f32>(); }
    ${body}
  }`,
    load: (outer, k) => `turned(phase, end, ${outer}, ${k})`,
  };
}
