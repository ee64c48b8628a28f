/**
 * Writes WGSL for a tiled matrix product C[rows, columns] = Σₖ A(row, k) · B(k, column) whose operands are not
 * matrices in memory but are gathered: a convolution and both of its gradients are such products.
 *
 * A workgroup computes a tile of `tileRows × tileColumns`; each of its threads keeps a block of 8 × 4 sums in
 * registers, so that what it reads from shared memory serves many multiplications. Operands come in slices of
 * `tileDepth` along k, four neighbouring values a load, and lie in shared memory by four as they came.
 */

import { range } from './wgsl';

/** One operand: how its values are found. All snippets are WGSL. */
export interface GatheredOperand {
  /**
   * The axis along which four neighbouring values lie side by side in memory: `outer` for the operand's own axis
   * (rows of A, columns of B), `depth` for k.
   */
  along: 'outer' | 'depth';
  /** Functions and constants that the snippets need. */
  declarations: string;
  /** Statements that prepare what depends only on the outer index `outer : u32`; names end in `suffix`. */
  prepare?: (outer: string, suffix: string) => string;
  /**
   * An expression of type vec4<f32>: the four values from (outer, depth) onwards, zeros where there is nothing.
   * `suffix` names the prepared values.
   */
  load: (outer: string, depth: string, suffix: string) => string;
}

export interface GemmShape {
  rows: number;
  columns: number;
  /** Length of the sum; the longest one, where parts have sums of their own. */
  depth: number;
  /** The sum is cut into so many parts, each its own workgroups along z and its own `[rows, columns]` of output. */
  splits: number;
  /** Values of k a part; a multiple of `tileDepth`. */
  depthPerSplit: number;
  tileRows: 8 | 16 | 32 | 64 | 128;
  tileColumns: 32 | 64;
  tileDepth: 4 | 8 | 16;
}

/** Of a thread's block. */
const BLOCK_ROWS = 8;
const BLOCK_COLUMNS = 4;

/** What the slices in shared memory are kept as; sums are float32 either way. `f16` needs the device's `shader-f16`. */
export type TileType = 'f32' | 'f16';

/** How an operand's slice comes into shared memory and is read from there. All strings are WGSL. */
interface Slice {
  memory: string;
  prepare: string;
  fill: string;
  /** Reads what the thread's block needs of the four values of k of `quad`. */
  read: string;
  /** The value of the `i`th row or column of the block at the `k`th of the four. */
  at: (i: number, k: number) => string;
  /** The same of four neighbouring rows or columns of the block, from the `i`th on. */
  four: (i: number, k: number) => string;
  /** Where in the tile the `i`th row or column of the block lies. */
  place: (i: number) => string;
}

interface SliceOptions {
  name: 'a' | 'b';
  tileOuter: number;
  tileDepth: number;
  /** Of the tile, on the operand's outer axis. */
  first: string;
  tiles: TileType;
  /** Of the workgroup. */
  threads: number;
  /** The thread's place along the operand's outer axis, and how many there are. */
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
  // fours along k: a line for each four of k, two longer than it need be, so that threads write to different banks;
  // fours along the outer axis: a line for each k
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
  // neighbouring threads read neighbouring fours
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
 * @param fours Whether `result` is of fours along the columns: four must divide them, and B's fours lie along them too.
 * @param store Statements that store `value`, an f32 or a vec4<f32> of four neighbours, of (`row`, `column`) of the part
 *   `part`; by default at `at : u32`, which is its place in [splits, rows, columns] (of the first, counted in values).
 * @param range WGSL expressions of the first k and the end of k of the part `part`, and what they and the operands
 *   need.
 * @param endOfRows A WGSL expression of the number of rows, where the code is to serve any number of them.
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

/** Workgroups that keep a large GPU busy. */
const ENOUGH = 256;

/** The largest tile that computes hardly more than the smallest would. */
function fitting<T extends number>(size: number, tiles: readonly [T, ...T[]]): T {
  const padded = (tile: number) => Math.ceil(size / tile) * tile;
  const least = Math.min(...tiles.map(padded));
  return tiles.find((tile) => padded(tile) <= 1.25 * least) ?? tiles[0];
}

/**
 * Tile sizes that suit a product: large tiles where there is work enough to fill the machine with them.
 * @param split When the sum may be cut (its parts are then added up in a second dispatch): `always` where that gives
 *   more workgroups, `where few` only where there are too few by far.
 * @param products How many such products are computed side by side.
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
  // few rows have few threads, which would each have much to load at once
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
