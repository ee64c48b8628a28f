/**
 * Writes WGSL for a tiled matrix product C[rows, columns] = Σₖ A(row, k) · B(k, column) whose operands are not
 * matrices in memory but are gathered: a convolution and both of its gradients are such products.
 *
 * A workgroup of 16 × 16 threads computes a tile of `tileRows × tileColumns`; each thread keeps a block of
 * (tileRows / 16) × (tileColumns / 16) sums in registers. Operands come in slices of `tileDepth` along k, four
 * neighbouring values a load wherever memory allows.
 */

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
  tileRows: 32 | 64 | 128;
  tileColumns: 32 | 64 | 128;
  tileDepth: 8 | 16;
}

const THREADS = 256;

/** What the slices in shared memory are kept as; sums are float32 either way. `f16` needs the device's `shader-f16`. */
export type TileType = 'f32' | 'f16';

/** How one thread brings its share of a slice of an operand into shared memory. */
function loadSlice(
  name: 'a' | 'b',
  operand: GatheredOperand,
  tileOuter: number,
  tileDepth: number,
  first: string,
  tiles: TileType,
): { prepare: string; fill: string } {
  const tile = name === 'a' ? 'tileA' : 'tileB';
  const kept = (value: string) => (tiles === 'f16' ? `f16(${value})` : value);
  const quads = (tileOuter * tileDepth) / 4;
  const perOuter = operand.along === 'depth' ? tileDepth / 4 : tileOuter / 4;
  const rounds = Math.max(1, quads / THREADS);
  let prepare = '';
  let fill = '';
  for (let round = 0; round < rounds; round++) {
    const suffix = `_${name}${round}`;
    const quad = round === 0 ? 'thread' : `(thread + ${round * THREADS}u)`;
    const guard = quads < THREADS ? `if (thread < ${quads}u)` : '';
    if (operand.along === 'depth') {
      // a thread keeps its outer index for the whole sum
      prepare += `
  let o${suffix} = ${quad} / ${perOuter}u;
  let d${suffix} = (${quad} % ${perOuter}u) * 4u;
  let outer${suffix} = ${first} + o${suffix};
  ${operand.prepare?.(`outer${suffix}`, suffix) ?? ''}`;
      fill += `
    ${guard} {
      let v = ${operand.load(`outer${suffix}`, `(k0 + d${suffix})`, suffix)};
      ${[0, 1, 2, 3].map((i) => `${tile}[(d${suffix} + ${i}u) * ${tileOuter}u + o${suffix}] = ${kept(`v[${i}]`)};`).join('\n      ')}
    }`;
    } else {
      prepare += `
  let d${suffix} = ${quad} / ${perOuter}u;
  let o${suffix} = (${quad} % ${perOuter}u) * 4u;
  let outer${suffix} = ${first} + o${suffix};
  ${operand.prepare?.(`outer${suffix}`, suffix) ?? ''}`;
      fill += `
    ${guard} {
      let v = ${operand.load(`outer${suffix}`, `(k0 + d${suffix})`, suffix)};
      let at = d${suffix} * ${tileOuter}u + o${suffix};
      ${[0, 1, 2, 3].map((i) => `${tile}[at + ${i}u] = ${kept(`v[${i}]`)};`).join(' ')}
    }`;
    }
  }
  return { prepare, fill };
}

/**
 * The whole shader.
 * @param bindings WGSL of the bindings; the output is an `array<f32>` named `result`.
 * @param store Statements that store `value : f32` of (`row`, `column`) of the part `part`; by default into
 *   `result` as [splits, rows, columns].
 * @param storePair Instead of `store`: statements that store `low` and `high : f32` of (`row`, `column`) and
 *   (`row`, `column + 1`), where `column` is even; `columns` must be even.
 * @param range WGSL expressions of the first k and the end of k of the part `part`.
 */
export function gemmShader(options: {
  shape: GemmShape;
  bindings: string;
  a: GatheredOperand;
  b: GatheredOperand;
  store?: string;
  storePair?: string;
  tiles?: TileType;
  range?: { from: string; to: string };
}): string {
  const { shape, bindings, a, b, storePair, tiles = 'f32' } = options;
  const { rows, columns, depth, depthPerSplit, tileRows, tileColumns, tileDepth } = shape;
  const blockRows = tileRows / 16;
  const blockColumns = tileColumns / 16;
  const loadA = loadSlice('a', a, tileRows, tileDepth, 'row0', tiles);
  const loadB = loadSlice('b', b, tileColumns, tileDepth, 'column0', tiles);
  const range = (count: number) => Array.from({ length: count }, (_, i) => i);
  const sum = options.range ?? {
    from: `part * ${depthPerSplit}u`,
    to: `min(first + ${depthPerSplit}u, ${depth}u)`,
  };
  const read = (value: string) => (tiles === 'f16' ? `f32(${value})` : value);
  // neighbouring threads take neighbouring columns, or neighbouring pairs of columns
  const columnOf = (j: number) =>
    storePair ? `local.x * 2u + ${(j % 2) + Math.floor(j / 2) * 32}u` : `local.x + ${j * 16}u`;
  const store = options.store ?? `result[(part * ${rows}u + row) * ${columns}u + column] = value;`;

  return `${tiles === 'f16' ? 'enable f16;' : ''}
${bindings}
${a.declarations}
${b.declarations}
var<workgroup> tileA : array<${tiles}, ${tileRows * tileDepth}>;
var<workgroup> tileB : array<${tiles}, ${tileColumns * tileDepth}>;

${
  storePair
    ? `fn put(part : u32, row : u32, column : u32, low : f32, high : f32) {
  if (row < ${rows}u && column < ${columns}u) { ${storePair} }
}`
    : `fn put(part : u32, row : u32, column : u32, value : f32) {
  if (row < ${rows}u && column < ${columns}u) { ${store} }
}`
}

@compute @workgroup_size(16, 16)
fn main(@builtin(workgroup_id) group : vec3<u32>, @builtin(local_invocation_id) local : vec3<u32>,
        @builtin(local_invocation_index) thread : u32) {
  let part = group.z;
  let row0 = group.y * ${tileRows}u;
  let column0 = group.x * ${tileColumns}u;
  let first = ${sum.from};
  let end = ${sum.to};
  ${loadA.prepare}
  ${loadB.prepare}
  ${range(blockRows * blockColumns)
    .map((i) => `var c${i} = 0.0;`)
    .join(' ')}
  for (var k0 = first; k0 < end; k0 += ${tileDepth}u) {
    ${loadA.fill}
    ${loadB.fill}
    workgroupBarrier();
    for (var k = 0u; k < ${tileDepth}u; k++) {
      ${range(blockRows)
        .map((i) => `let a${i} = ${read(`tileA[k * ${tileRows}u + local.y * ${blockRows}u + ${i}u]`)};`)
        .join('\n      ')}
      ${range(blockColumns)
        .map((j) => `let b${j} = ${read(`tileB[k * ${tileColumns}u + ${columnOf(j)}]`)};`)
        .join('\n      ')}
      ${range(blockRows)
        .map((i) =>
          range(blockColumns)
            .map((j) => `c${i * blockColumns + j} = fma(a${i}, b${j}, c${i * blockColumns + j});`)
            .join(' '),
        )
        .join('\n      ')}
    }
    workgroupBarrier();
  }
  ${range(blockRows)
    .map((i) =>
      range(blockColumns)
        .filter((j) => !storePair || j % 2 === 0)
        .map((j) => {
          const c = i * blockColumns + j;
          const values = storePair ? `c${c}, c${c + 1}` : `c${c}`;
          return `put(part, row0 + local.y * ${blockRows}u + ${i}u, column0 + ${columnOf(j)}, ${values});`;
        })
        .join('\n  '),
    )
    .join('\n  ')}
}
`;
}

/**
 * Tile sizes that suit a product: large tiles where there is work enough to fill the machine with them.
 * @param splittable Whether the sum may be cut (the output is then reduced in a second dispatch).
 */
export function chooseShape(rows: number, columns: number, depth: number, splittable: boolean): GemmShape {
  const fit = (size: number, large: 64 | 128): 32 | 64 | 128 => (size <= 32 ? 32 : size <= 64 ? 64 : large);
  const workgroups = (tileRows: number, tileColumns: number) =>
    Math.ceil(rows / tileRows) * Math.ceil(columns / tileColumns);
  const ENOUGH = 256;
  let tileRows = fit(rows, 128);
  let tileColumns = fit(columns, 64);
  if (!splittable && workgroups(tileRows, tileColumns) < ENOUGH) tileRows = fit(rows, 64);
  if (!splittable && workgroups(tileRows, tileColumns) < ENOUGH) {
    tileRows = Math.min(tileRows, 64) as 32 | 64;
    tileColumns = 32;
  }
  const tileDepth = 16;
  let splits = 1;
  if (splittable) {
    const wanted = Math.ceil(512 / workgroups(tileRows, tileColumns));
    splits = Math.max(1, Math.min(wanted, Math.ceil(depth / 256), 128));
  }
  const depthPerSplit = Math.ceil(Math.ceil(depth / splits) / tileDepth) * tileDepth;
  splits = Math.ceil(depth / depthPerSplit);
  return { rows, columns, depth, splits, depthPerSplit, tileRows, tileColumns, tileDepth };
}
