/**
 * The copy plan: how many extra times each training film is seen in an epoch. Unchanged copies are oversampling; copies
 * with new augmentation each time are balancing by augmentation (write-up D).
 */

export interface CopyPlan {
  /** Number of extra copies of each film. */
  copies: Uint32Array;
  /** Number of films of each class or label without and with the copies. */
  before: Float64Array;
  after: Float64Array;
  /** Total number of copies. */
  added: number;
  /** Classes or labels that stay rarer than wanted because their films have reached the limit on copies. */
  short: number[];
}

/** Indices of the films to train on: each film once, in order, then the copies, also in order. */
export function withCopies({ copies, added }: Pick<CopyPlan, 'copies' | 'added'>): Int32Array {
  const indices = new Int32Array(copies.length + added);
  let at = 0;
  for (; at < copies.length; at++) indices[at] = at;
  for (const [film, count] of copies.entries()) {
    indices.fill(film, at, at + count);
    at += count;
  }
  return indices;
}
