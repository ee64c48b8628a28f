/**
 * Groups items that must stay on one side: items that share any identity are one group. An identity is a film id, the
 * very same file, or a group of near-duplicate posters (`near:17`).
 */

/** The parts of an item that grouping needs. */
export interface GroupedItem {
  /** Unique and stable: random draws depend on keys, not on the order of the items. */
  key: string;
  identities: readonly string[];
}

/** Indices of the items of each group. Groups, and the items in each, are in key order. */
export function groupByIdentity(items: readonly GroupedItem[]): number[][] {
  const order = items.map((_, index) => index).sort((a, b) => (items[a].key < items[b].key ? -1 : 1));
  const parent = items.map((_, index) => index);
  const find = (index: number): number => {
    while (parent[index] !== index) {
      parent[index] = parent[parent[index]];
      index = parent[index];
    }
    return index;
  };
  const firstWith = new Map<string, number>();
  for (const index of order)
    for (const identity of items[index].identities) {
      const other = firstWith.get(identity);
      if (other === undefined) firstWith.set(identity, index);
      else parent[find(index)] = find(other);
    }
  const groups = new Map<number, number[]>();
  for (const index of order) {
    const root = find(index);
    const group = groups.get(root);
    if (group) group.push(index);
    else groups.set(root, [index]);
  }
  return [...groups.values()];
}
