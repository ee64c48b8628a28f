/** Counts numbers in bins of equal width between minimum and maximum, like `numpy.histogram`. */

export interface HistogramBin {
  from: number;
  to: number;
  count: number;
}

/** No bins without numbers; for a single distinct number, the bins span one unit in total, as in numpy. */
export function histogram(values: Float64Array, bins: number): HistogramBin[] {
  if (values.length === 0) return [];
  let least = values.reduce((a, b) => Math.min(a, b));
  let most = values.reduce((a, b) => Math.max(a, b));
  if (least === most) {
    least -= 0.5;
    most += 0.5;
  }
  const edge = (at: number) => (at === bins ? most : least + ((most - least) * at) / bins);
  const counts = new Float64Array(bins);
  for (const value of values) {
    let bin = Math.min(bins - 1, Math.floor(((value - least) / (most - least)) * bins));
    // the division may round across an edge
    if (value < edge(bin)) bin--;
    else if (bin < bins - 1 && value >= edge(bin + 1)) bin++;
    counts[bin]++;
  }
  return Array.from(counts, (count, at) => ({ from: edge(at), to: edge(at + 1), count }));
}
