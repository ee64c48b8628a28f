/**
 * The k nearest references of each query, from squared distances that arrive in blocks, so that a matrix of 45,000 ×
 * 45,000 is never in memory. Each query has a bounded heap with its farthest neighbour on top. Ties go to the lower
 * index, so the result depends neither on the blocks nor on their order.
 */
import { OnesheetError } from '../errors';

/** Squared distances of some queries to some references. */
export interface DistanceBlock {
  /** Index of the block's first query, and of its first reference. */
  firstQuery: number;
  firstReference: number;
  queries: number;
  references: number;
  /**
   * `[queries, references]`, row-major. Rounding of ‖a‖² + ‖b‖² − 2ab may make them negative; negative values count as
   * 0.
   */
  values: Float32Array | Float64Array;
}

/** Nearest first; ties in index order. */
export interface Neighbours {
  queries: number;
  k: number;
  /** `[queries, k]`: indices of references. */
  indices: Int32Array;
  /** `[queries, k]`: squared distances. */
  distances: Float64Array;
}

export interface SearchShape {
  queries: number;
  references: number;
  k: number;
  /** Query i is reference i and is excluded from its own neighbours: for neighbours within one side. */
  leaveOutSelf?: boolean;
}

/** Takes blocks in any order, each pair once. Keeps 12 bytes per neighbour. */
export class TopNeighbours {
  private readonly indices: Int32Array;
  private readonly distances: Float64Array;
  private readonly found: Int32Array;

  /** @throws OnesheetError `plan-too-few-films` if there are fewer than k references. */
  constructor(private readonly shape: SearchShape) {
    const { queries, k } = shape;
    refuseTooMany(shape);
    this.indices = new Int32Array(queries * k);
    this.distances = new Float64Array(queries * k);
    this.found = new Int32Array(queries);
  }

  /** @throws OnesheetError `features-not-finite` if a distance is not finite. */
  push(block: DistanceBlock): void {
    const { k, leaveOutSelf = false } = this.shape;
    const { firstQuery, firstReference, references, values } = block;
    for (let row = 0; row < block.queries; row++) {
      const query = firstQuery + row;
      const top = query * k;
      const self = leaveOutSelf ? query : -1;
      let full = this.found[query] === k;
      for (let column = 0, at = row * references; column < references; column++, at++) {
        const distance = values[at];
        if (full && distance > this.distances[top]) continue;
        const reference = firstReference + column;
        if (reference === self) continue;
        if (!Number.isFinite(distance)) throw notFinite(query, reference);
        this.offer(query, Math.max(0, distance), reference);
        full = this.found[query] === k;
      }
    }
  }

  /** @throws OnesheetError `unexpected` if the blocks left a query with fewer than k neighbours. */
  finish(): Neighbours {
    const { queries, k } = this.shape;
    const poor = this.found.findIndex((count) => count < k);
    if (poor >= 0)
      throw new OnesheetError(
        'unexpected',
        `The search saw ${this.found[poor]} of ${k} neighbours of query ${poor}.`,
        'Start the search again.',
      );
    for (let query = 0; query < queries; query++) this.sort(query * k);
    return { queries, k, indices: this.indices, distances: this.distances };
  }

  private offer(query: number, distance: number, reference: number): void {
    const { k } = this.shape;
    const top = query * k;
    const count = this.found[query];
    if (count < k) {
      this.found[query]++;
      this.rise(top, count, distance, reference);
    } else if (isFarther(this.distances[top], this.indices[top], distance, reference))
      this.sink(top, k, distance, reference);
  }

  private rise(top: number, place: number, distance: number, reference: number): void {
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!isFarther(distance, reference, this.distances[top + parent], this.indices[top + parent])) break;
      this.move(top + parent, top + place);
      place = parent;
    }
    this.put(top + place, distance, reference);
  }

  /** Replaces the top of a heap of the given size with a neighbour, and restores the heap. */
  private sink(top: number, size: number, distance: number, reference: number): void {
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= size) break;
      const right = child + 1;
      if (right < size && this.isPlaceFarther(top + right, top + child)) child = right;
      if (!isFarther(this.distances[top + child], this.indices[top + child], distance, reference)) break;
      this.move(top + child, top + place);
      place = child;
    }
    this.put(top + place, distance, reference);
  }

  /** Heap sort: repeatedly moves the farthest to the end. */
  private sort(top: number): void {
    for (let last = this.shape.k - 1; last > 0; last--) {
      const distance = this.distances[top + last];
      const reference = this.indices[top + last];
      this.move(top, top + last);
      this.sink(top, last, distance, reference);
    }
  }

  private isPlaceFarther(a: number, b: number): boolean {
    return isFarther(this.distances[a], this.indices[a], this.distances[b], this.indices[b]);
  }

  private move(from: number, to: number): void {
    this.put(to, this.distances[from], this.indices[from]);
  }

  private put(place: number, distance: number, reference: number): void {
    this.distances[place] = distance;
    this.indices[place] = reference;
  }
}

/** The k nearest references of each query, from blocks that are computed elsewhere, one at a time. */
export async function topNeighbours(
  blocks: Iterable<DistanceBlock> | AsyncIterable<DistanceBlock>,
  shape: SearchShape,
): Promise<Neighbours> {
  const search = new TopNeighbours(shape);
  for await (const block of blocks) search.push(block);
  return search.finish();
}

function isFarther(distanceA: number, indexA: number, distanceB: number, indexB: number): boolean {
  return distanceA > distanceB || (distanceA === distanceB && indexA > indexB);
}

function refuseTooMany({ references, k, leaveOutSelf = false }: SearchShape): void {
  const available = references - Number(leaveOutSelf);
  if (k >= 1 && k <= available) return;
  throw new OnesheetError(
    'plan-too-few-films',
    `${k} neighbours were asked for, and there are ${Math.max(0, available)} films to find them among.`,
    'Ask for fewer neighbours, or train on more films.',
    { where: { workspace: 'train', control: 'neighbours' } },
  );
}

function notFinite(query: number, reference: number): OnesheetError {
  return new OnesheetError(
    'features-not-finite',
    `The distance between film ${query} and film ${reference} is not a number.`,
    'Compute the features again; if it comes back, choose another backbone or backend.',
  );
}
