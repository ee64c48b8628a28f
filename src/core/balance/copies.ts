/**
 * The plan of copies: how often each training film is seen beside itself in an epoch. Repeated as it is, that is
 * oversampling; augmented anew each time, it is balancing by augmentation (write-up D).
 */

export interface CopyPlan {
  /** Copies of each film beside itself. */
  copies: Uint32Array;
  /** Films of each class or label without and with the copies. */
  before: Float64Array;
  after: Float64Array;
  /** All copies together. */
  added: number;
  /** Classes or labels that remain rarer than was wanted, for their films may not be copied more often. */
  short: number[];
}

/** Indices of the films to train on: each once, in order, then its copies, also in order. */
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
