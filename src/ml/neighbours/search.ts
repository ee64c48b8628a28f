/**
 * The k nearest rows of each query by matrix products on the current backend: ‖a − b‖² = ‖a‖² + ‖b‖² − 2 a·b, block by
 * block. The backend computes the products; the nearest rows are kept here. The full distance matrix is never in memory.
 */
import { dispose, matMul, tensor2d, tidy, transpose, type Tensor2D } from '@tensorflow/tfjs-core';
import { throwIfStopped } from '../../core/errors';
import { TopNeighbours, type Neighbours } from '../../core/neighbours';
import { centre, meanRow, squaredNorms, type Rows } from './rows';

export interface SearchOptions {
  k: number;
  /** Rows per block, of queries and of references; 1,024 by default. */
  blockRows?: number;
  signal?: AbortSignal;
  /** Called after each block with the number of pairs compared since the last call. */
  onPairs?: (pairs: number) => void | Promise<void>;
}

/** A block of references on the backend. */
interface Placed {
  first: number;
  count: number;
  /** `[dimensions, count]`: products without transposition are the fast ones on every backend. */
  columns: Tensor2D;
  norms: Float64Array;
}

/**
 * @param queries null to search the references among themselves; none is its own neighbour.
 * @throws OnesheetError `plan-too-few-films` for fewer references than neighbours; `features-not-finite`; `stopped`.
 */
export async function searchNeighbours(
  queries: Rows | null,
  references: Rows,
  { k, blockRows = 1024, signal, onPairs }: SearchOptions,
): Promise<Neighbours> {
  const asked = queries ?? references;
  const search = new TopNeighbours({
    queries: asked.count,
    references: references.count,
    k,
    leaveOutSelf: queries === null,
  });
  const mean = meanRow(references, blockRows);
  for (let first = 0; first < references.count; first += blockRows) {
    const placed = place(references, first, Math.min(blockRows, references.count - first), mean);
    try {
      // one block at a time, since each is as large as memory should hold
      // oxlint-disable-next-line eslint/no-await-in-loop
      await compare(asked, placed, mean, blockRows, async (firstQuery, count, values) => {
        throwIfStopped(signal);
        const block = { firstQuery, queries: count, firstReference: placed.first, references: placed.count };
        search.push({ ...block, values });
        await onPairs?.(count * placed.count);
      });
    } finally {
      placed.columns.dispose();
    }
  }
  return search.finish();
}

function place(rows: Rows, first: number, count: number, mean: Float64Array): Placed {
  const block = centre(rows.read(first, count), mean);
  const columns = tidy(() => transpose(tensor2d(block, [count, rows.dimensions])));
  return { first, count, columns, norms: squaredNorms(block, rows.dimensions) };
}

async function compare(
  queries: Rows,
  { columns, count: width, norms: referenceNorms }: Placed,
  mean: Float64Array,
  blockRows: number,
  take: (first: number, count: number, values: Float64Array) => Promise<void>,
): Promise<void> {
  for (let first = 0; first < queries.count; first += blockRows) {
    const count = Math.min(blockRows, queries.count - first);
    const block = centre(queries.read(first, count), mean);
    const queryNorms = squaredNorms(block, queries.dimensions);
    const products = tidy(() => matMul(tensor2d(block, [count, queries.dimensions]), columns));
    try {
      // oxlint-disable-next-line eslint/no-await-in-loop -- as above
      const values = Float64Array.from(await products.data());
      for (let row = 0, at = 0; row < count; row++)
        for (let column = 0; column < width; column++, at++)
          values[at] = queryNorms[row] + referenceNorms[column] - 2 * values[at];
      // oxlint-disable-next-line eslint/no-await-in-loop -- as above
      await take(first, count, values);
    } finally {
      dispose(products);
    }
  }
}
