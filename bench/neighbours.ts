/**
 * Time and memory to find the 100 nearest neighbours of every poster on WASM: the cost of ML-kNN over a whole data set.
 * Uses random numbers instead of posters, which makes no difference to a search. `tsx bench/neighbours.ts [COUNT…]`.
 */
import { fileURLToPath } from 'node:url';
import { setBackend } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';
import { Random } from '../src/core/random';
import { rowsOf } from '../src/ml/neighbours/rows';
import { searchNeighbours } from '../src/ml/neighbours/search';
import { machine } from './machine';

const K = 100;
/** Approximate number of films in The Movies Dataset. */
const ALL = 45_000;

const KINDS = [
  { name: 'features, 832', dimensions: 832, bytes: false },
  { name: 'pixels, 64 × 64', dimensions: 64 * 64 * 3, bytes: true },
] as const;

export interface NeighboursRow {
  what: string;
  posters: number;
  seconds: number;
  /** Memory of the stored vectors, and peak memory of the process. */
  keptMb: number;
  processMb: number;
  /** Seconds for {@link ALL} posters at this rate. */
  allSeconds: number;
}

async function measure(kind: (typeof KINDS)[number], posters: number): Promise<NeighboursRow> {
  const random = new Random(1, 'bench');
  const length = posters * kind.dimensions;
  const values = kind.bytes
    ? Uint8Array.from({ length }, () => random.uint32())
    : Float32Array.from({ length }, () => random.uniform());
  const rows = rowsOf(
    values,
    kind.dimensions,
    Array.from({ length: posters }, (_, row) => row),
  );
  let fullest = 0;
  const started = performance.now();
  await searchNeighbours(null, rows, {
    k: K,
    onPairs: () => {
      fullest = Math.max(fullest, process.memoryUsage.rss());
    },
  });
  const seconds = (performance.now() - started) / 1000;
  return {
    what: kind.name,
    posters,
    seconds,
    keptMb: rows.bytes / 1e6,
    processMb: fullest / 1e6,
    allSeconds: seconds * (ALL / posters) ** 2,
  };
}

export default async function neighbours(counts: readonly number[] = [2048, 4096]): Promise<NeighboursRow[]> {
  await setBackend('wasm');
  const rows: NeighboursRow[] = [];
  for (const kind of KINDS) for (const count of counts) rows.push(await measure(kind, count));
  console.log(`\nThe ${K} nearest of every poster among all, WASM in Node (one thread)`);
  console.log(machine());
  console.table(
    rows.map((row) => ({
      what: row.what,
      posters: row.posters,
      seconds: row.seconds.toFixed(1),
      'vectors, MB': row.keptMb.toFixed(0),
      'process, MB': row.processMb.toFixed(0),
      [`${ALL} posters at this rate, s`]: row.allSeconds.toFixed(0),
    })),
  );
  return rows;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const counts = process.argv.slice(2).map(Number);
  await neighbours(counts.length > 0 ? counts : undefined);
}
