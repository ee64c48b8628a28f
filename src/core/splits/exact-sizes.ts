/**
 * Brings subsets to their exact sizes after stratification by labels: moves films from subsets that are too large to
 * those that are too small, each time the film whose move leaves every label nearest to its share.
 */
import { groupByIdentity, type GroupedItem } from './groups';

interface LabelledItem extends GroupedItem {
  labels: readonly number[];
}

/**
 * @param subsets the subset of each item, an index into `sizes`.
 * @param sizes number of items for each subset; they sum to the number of items.
 * @returns the new subsets. Films with several items are not moved, so sizes may be missed by such films.
 */
export function withExactSizes(
  items: readonly LabelledItem[],
  subsets: Int32Array,
  sizes: readonly number[],
): Int32Array {
  const result = subsets.slice();
  const excess = sizes.map((size, subset) => result.filter((of) => of === subset).length - size);
  const movable = groupByIdentity(items).flatMap((group) => (group.length === 1 ? group : []));
  const labelled = new LabelCounts(items, result, sizes);
  for (;;) {
    const from = excess.indexOf(Math.max(...excess));
    const to = excess.indexOf(Math.min(...excess));
    if (excess[from] <= 0 || excess[to] >= 0) return result;
    let best = -1;
    let least = Infinity;
    for (const item of movable) {
      if (result[item] !== from) continue;
      const cost = labelled.costOfMoving(items[item].labels, from, to);
      if (cost >= least) continue;
      least = cost;
      best = item;
    }
    if (best < 0) return result;
    labelled.move(items[best].labels, from, to);
    result[best] = to;
    excess[from]--;
    excess[to]++;
  }
}

/** Tracks how far each label is from its share in each subset. */
class LabelCounts {
  /** Items with a label in excess of its share, `[labels][subsets]`. */
  private readonly beyond: Float64Array[];
  private readonly totals: Float64Array;

  constructor(items: readonly LabelledItem[], subsets: Int32Array, sizes: readonly number[]) {
    const count = items.reduce((most, { labels }) => Math.max(most, ...labels.map((label) => label + 1)), 0);
    this.totals = new Float64Array(count);
    this.beyond = Array.from({ length: count }, () => new Float64Array(sizes.length));
    for (const [at, { labels }] of items.entries())
      for (const label of labels) {
        this.totals[label]++;
        this.beyond[label][subsets[at]]++;
      }
    for (const [label, each] of this.beyond.entries())
      for (const [subset, size] of sizes.entries())
        each[subset] -= (this.totals[label] * size) / items.length;
  }

  /** Increase of the squared distances from all shares, relative to each label's frequency. */
  costOfMoving(labels: readonly number[], from: number, to: number): number {
    let cost = 0;
    for (const label of labels) {
      const each = this.beyond[label];
      cost += (2 * each[to] - 2 * each[from] + 2) / this.totals[label];
    }
    return cost;
  }

  move(labels: readonly number[], from: number, to: number): void {
    for (const label of labels) {
      this.beyond[label][from]--;
      this.beyond[label][to]++;
    }
  }
}
