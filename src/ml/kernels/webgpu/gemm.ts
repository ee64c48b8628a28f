/**
 * Writes WGSL for a tiled matrix product C[rows, columns] = Σₖ A(row, k) · B(k, column) whose operands are gathered
 * instead of being matrices in memory. A convolution and both of its gradients are such products.
 *
 * A workgroup computes a tile of `tileRows × tileColumns`. Each of its threads keeps a block of 8 × 4 sums in registers,
 * so that a value read from shared memory is used in many multiplications. Operands are loaded in slices of `tileDepth`
 * along k, four neighbouring values per load, and stay in groups of four in shared memory.
 */

import { range } from './wgsl';

/** How the values of one operand are found. All snippets are WGSL. */
export interface GatheredOperand {
  /**
   * The axis along which four neighbouring values are adjacent in memory: `outer` for the operand's own axis (rows of
   * A, columns of B), `depth` for k.
   */
  along: 'outer' | 'depth';
  /** Functions and constants that the snippets need. */
  declarations: string;
  /** Statements that prepare what depends only on the outer index `outer : u32`; names end in `suffix`. */
  prepare?: (outer: string, suffix: string) => string;
  /**
   * An expression of type vec4<f32>: the four values from (outer, depth) on, zero outside the operand. `suffix` names
   * the prepared values.
   */
  load: (outer: string, depth: string, suffix: string) => string;
}

export interface GemmShape {
  rows: number;
  columns: number;
  /** Length of the sum; if the parts' sums have different lengths, the longest. */
  depth: number;
  /** Number of parts of the sum. Each has its own workgroups along z and its own `[rows, columns]` of output. */
  splits: number;
  /** Values of k per part; a multiple of `tileDepth`. */
  depthPerSplit: number;
  tileRows: 8 | 16 | 32 | 64 | 128;
  tileColumns: 32 | 64;
  tileDepth: 4 | 8 | 16;
}

/** Size of a thread's block. */
const BLOCK_ROWS = 8;
const BLOCK_COLUMNS = 4;

/** How slices are stored in shared memory; sums are always float32. `f16` needs the device's `shader-f16`. */
export type TileType = 'f32' | 'f16';

/** How an operand's slice is copied to shared memory and read from there. All strings are WGSL. */
interface Slice {
  memory: string;
  prepare: string;
  fill: string;
  /** Reads the values of group `quad` (four of k) that the thread's block needs. */
  read: string;
  /** The value of row or column `i` of the block at the `k`th of the four. */
  at: (i: number, k: number) => string;
  /** The same for four neighbouring rows or columns of the block, starting at `i`. */
  four: (i: number, k: number) => string;
  /** Position in the tile of row or column `i` of the block. */
  place: (i: number) => string;
}

interface SliceOptions {
  name: 'a' | 'b';
  tileOuter: number;
  tileDepth: number;
  /** First index of the tile on the operand's outer axis. */
  first: string;
  tiles: TileType;
  /** Threads per workgroup. */
  threads: number;
  /** The thread's index along the operand's outer axis, and the number of threads along it. */
  own: string;
  along: number;
  /** Rows or columns of a thread's block. */
  block: number;
}

function sliceOf(operand: GatheredOperand, options: SliceOptions): Slice {
  const { name, tileOuter, tileDepth, first, tiles, threads, own, along, block } = options;
  const memory = `tile_${name}`;
  const quads = (tileOuter * tileDepth) / 4;
  const alongDepth = operand.along === 'depth';
  // groups of four along k: one line for each group, two longer than needed, so that threads write to different banks;
  // groups of four along the outer axis: one line for each k
  const line = alongDepth ? tileOuter + 2 : tileOuter / 4;
  const lines = alongDepth ? tileDepth / 4 : tileDepth;
  let prepare = '';
  let fill = '';
  for (const round of range(Math.ceil(quads / threads))) {
    const suffix = `_${name}${round}`;
    const left = quads - round * threads;
    const guard = left < threads ? `if (thread < ${left}u) ` : '';
    const quad = `(thread + ${round * threads}u)`;
    const [outer, depth, at] = alongDepth
      ? [
          `${quad} / ${lines}u`,
          `${quad} % ${lines}u * 4u`,
          `${quad} % ${lines}u * ${line}u + ${quad} / ${lines}u`,
        ]
      : [`${quad} % ${line}u * 4u`, `${quad} / ${line}u`, quad];
    prepare += `
  let outer${suffix} = ${first} + ${outer};
  let d${suffix} = ${depth};
  let at${suffix} = ${at};
  ${operand.prepare?.(`outer${suffix}`, suffix) ?? ''}`;
    const value = operand.load(`outer${suffix}`, `(k0 + d${suffix})`, suffix);
    fill += `
    ${guard}{ ${memory}[at${suffix}] = ${tiles === 'f16' ? `vec4<f16>(${value})` : value}; }`;
  }
  const inMemory = (k: string, at: string) => {
    const value = `${memory}[${k} * ${line}u + ${at}]`;
    return tiles === 'f16' ? `vec4<f32>(${value})` : value;
  };
  // neighbouring threads read neighbouring groups of four
  const place = (i: number) =>
    alongDepth ? `${own} + ${i * along}u` : `(${own} + ${Math.floor(i / 4) * along}u) * 4u + ${i % 4}u`;
  const reads = alongDepth
    ? range(block).map((i) => `let ${name}${i} = ${inMemory('quad', place(i))};`)
    : range(4).flatMap((k) =>
        range(block / 4).map((word) => {
          const value = inMemory(`(quad * 4u + ${k}u)`, `${own} + ${word * along}u`);
          return `let ${name}${k}_${word} = ${value};`;
        }),
      );
  const at = (i: number, k: number) =>
    alongDepth ? `${name}${i}[${k}]` : `${name}${k}_${Math.floor(i / 4)}[${i % 4}]`;
  return {
    memory: `var<workgroup> ${memory} : array<vec4<${tiles}>, ${line * lines}>;`,
    prepare,
    fill,
    read: reads.join('\n      '),
    at,
    four: (i, k) =>
      alongDepth
        ? `vec4<f32>(${range(4)
            .map((j) => at(i + j, k))
            .join(', ')})`
        : `${name}${k}_${i / 4}`,
    place,
  };
}

/**
 * The whole shader.
 * @param bindings WGSL of the bindings; the output is named `result`.
 * @param fours Whether `result` holds groups of four along the columns. Their number must then be divisible by four, and
 *   B's groups must be along the columns, too.
 * @param store Statements that store `value`, an f32 or a vec4<f32> of four neighbours, at (`row`, `column`) of the part
 *   `part`; by default at `at : u32`, its index in [splits, rows, columns] (of the first one, counted in values).
 * @param range WGSL expressions of the first and end k of the part `part`, and what they and the operands need.
 * @param endOfRows A WGSL expression of the number of rows, if the code is to serve any number of them.
 */
export function gemmShader(options: {
  shape: GemmShape;
  bindings: string;
  a: GatheredOperand;
  b: GatheredOperand;
  fours?: boolean;
  store?: string;
  tiles?: TileType;
  range?: { prepare: string; from: string; to: string };
  endOfRows?: string;
}): string {
  const { shape, bindings, a, b, fours = false, tiles = 'f32' } = options;
  const { endOfRows = `${shape.rows}u`, store = `result[at${fours ? ' >> 2u' : ''}] = value;` } = options;
  const { columns, depth, depthPerSplit, tileRows, tileColumns, tileDepth } = shape;
  const across = tileColumns / BLOCK_COLUMNS;
  const down = tileRows / BLOCK_ROWS;
  const common = { tileDepth, tiles, threads: across * down };
  const sliceA = sliceOf(a, {
    ...common,
    name: 'a',
    tileOuter: tileRows,
    first: 'row0',
    own: 'local.y',
    along: down,
    block: BLOCK_ROWS,
  });
  const sliceB = sliceOf(b, {
    ...common,
    name: 'b',
    tileOuter: tileColumns,
    first: 'column0',
    own: 'local.x',
    along: across,
    block: BLOCK_COLUMNS,
  });
  const sum = options.range ?? {
    prepare: '',
    from: `part * ${depthPerSplit}u`,
    to: `min(first + ${depthPerSplit}u, ${depth}u)`,
  };
  return `${tiles === 'f16' ? 'enable f16;' : ''}
${bindings}
${a.declarations}
${b.declarations}
${sliceA.memory}
${sliceB.memory}

fn put(part : u32, row : u32, column : u32, value : ${fours ? 'vec4<f32>' : 'f32'}) {
  if (row >= ${endOfRows} || column >= ${columns}u) { return; }
  let at = (part * ${endOfRows} + row) * ${columns}u + column;
  ${store}
}

@compute @workgroup_size(${across}, ${down})
fn main(@builtin(workgroup_id) group : vec3<u32>, @builtin(local_invocation_id) local : vec3<u32>,
        @builtin(local_invocation_index) thread : u32) {
  let part = group.z;
  let row0 = group.y * ${tileRows}u;
  let column0 = group.x * ${tileColumns}u;
  ${sum.prepare}
  let first = ${sum.from};
  let end = ${sum.to};
  ${sliceA.prepare}
  ${sliceB.prepare}
  ${range(BLOCK_ROWS)
    .map((i) => `var c${i} = vec4<f32>();`)
    .join(' ')}
  for (var k0 = first; k0 < end; k0 += ${tileDepth}u) {
    ${sliceA.fill}
    ${sliceB.fill}
    workgroupBarrier();
    for (var quad = 0u; quad < ${tileDepth / 4}u; quad++) {
      ${sliceA.read}
      ${sliceB.read}
      ${range(4)
        .map((k) => {
          const sums = range(BLOCK_ROWS).map((i) => `c${i} = fma(vec4<f32>(${sliceA.at(i, k)}), b, c${i});`);
          return `{ let b = ${sliceB.four(0, k)}; ${sums.join(' ')} }`;
        })
        .join('\n      ')}
    }
    workgroupBarrier();
  }
  ${range(BLOCK_ROWS)
    .flatMap((i) => {
      const put = (j: number, value: string) =>
        `put(part, row0 + ${sliceA.place(i)}, column0 + ${sliceB.place(j)}, ${value});`;
      return fours ? put(0, `c${i}`) : range(BLOCK_COLUMNS).map((j) => put(j, `c${i}[${j}]`));
    })
    .join('\n  ')}
}
`;
}

/** Number of workgroups that keeps a large GPU busy. */
const ENOUGH = 256;

/** The largest tile that hardly computes more padding than the smallest would. */
function fitting<T extends number>(size: number, tiles: readonly [T, ...T[]]): T {
  const padded = (tile: number) => Math.ceil(size / tile) * tile;
  const least = Math.min(...tiles.map(padded));
  return tiles.find((tile) => padded(tile) <= 1.25 * least) ?? tiles[0];
}

/**
 * Tile sizes that suit a product: large tiles if there is enough work to keep the GPU busy with them.
 * @param split When the sum may be split (a second dispatch then adds up the parts): `always` if that gives more
 *   workgroups, `where few` only if there are far too few.
 * @param products How many such products are computed in parallel.
 */
export function chooseShape(
  rows: number,
  columns: number,
  depth: number,
  split: 'always' | 'where few' | 'never',
  products = 1,
): GemmShape {
  const workgroups = () => Math.ceil(rows / tileRows) * Math.ceil(columns / tileColumns) * products;
  let tileRows = fitting(rows, [128, 64, 32, 16, 8]);
  let tileColumns = fitting(columns, [64, 32]);
  if (split !== 'always') {
    if (tileRows === 128 && workgroups() < ENOUGH) tileRows = 64;
    // with fewer rows a workgroup would have too few threads
    if (tileRows >= 32 && workgroups() < ENOUGH) tileColumns = 32;
  }
  // few rows have few threads, each of which would have to load much at once
  const tileDepth = depth <= 4 ? 4 : depth <= 8 || tileRows <= 16 ? 8 : 16;
  let splits = 1;
  if (split === 'always' || (split === 'where few' && workgroups() < ENOUGH / 4)) {
    const wanted = Math.ceil((2 * ENOUGH) / workgroups());
    splits = Math.max(1, Math.min(wanted, Math.ceil(depth / 256), 128));
  }
  const depthPerSplit = Math.ceil(Math.ceil(depth / splits) / tileDepth) * tileDepth;
  splits = Math.ceil(depth / depthPerSplit);
  return { rows, columns, depth, splits, depthPerSplit, tileRows, tileColumns, tileDepth };
}
