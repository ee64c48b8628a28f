/**
 * How many of a query's k nearest neighbours have each label: what both ways of k nearest neighbours for several
 * labels start from. One walk over the neighbours gives the votes for every k.
 */
import type { Neighbours } from './top-neighbours';

export interface LabelVotes {
  k: number;
  /** `[queries, labels]`: 0 to k. */
  votes: Uint16Array;
}

/**
 * @param labels of the references, 0 or 1, `[references, labelCount]`.
 * @param ks each at most that of `neighbours`; given back in ascending order, each once.
 */
export function* labelVotes(
  neighbours: Neighbours,
  labels: ArrayLike<number>,
  labelCount: number,
  ks: readonly number[],
): Generator<LabelVotes> {
  const votes = new Uint16Array(neighbours.queries * labelCount);
  let counted = 0;
  for (const k of [...new Set(ks)].sort((a, b) => a - b)) {
    for (let query = 0; query < neighbours.queries; query++)
      for (let place = counted; place < k; place++) {
        const reference = neighbours.indices[query * neighbours.k + place];
        for (let label = 0; label < labelCount; label++)
          votes[query * labelCount + label] += labels[reference * labelCount + label];
      }
    counted = k;
    yield { k, votes: votes.slice() };
  }
}
