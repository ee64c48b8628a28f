/** Finds circles in a graph of folders, as its strongly connected components (Tarjan 1972). */

/** The folders that each folder imports from. */
export type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** Groups of folders that can reach one another, each in alphabetical order; a single folder is not a circle. */
export function circlesOf(graph: Graph): string[][] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const circles: string[][] = [];
  const visit = (folder: string) => {
    const own = order.size;
    order.set(folder, own);
    open.push(folder);
    let low = own;
    for (const next of graph.get(folder) ?? []) {
      if (!order.has(next)) visit(next);
      if (open.includes(next)) low = Math.min(low, lowest.get(next) ?? order.get(next) ?? low);
    }
    lowest.set(folder, low);
    if (low < own) return;
    const circle = open.splice(open.indexOf(folder));
    if (circle.length > 1) circles.push(circle.sort());
  };
  for (const folder of graph.keys()) if (!order.has(folder)) visit(folder);
  return circles.sort(([a], [b]) => a.localeCompare(b));
}
