/**
 * Measures how well a split of multi-label data preserves the shares of labels and of samples, as in Sechidis,
 * Tsoumakas & Vlahavas, "On the Stratification of Multi-Label Data", ECML PKDD 2011, section 4.
 */

export interface SplitQuality {
  /**
   * LD: mean difference between each label's odds (with : without) in a subset and in all samples, over labels and
   * subsets. 0 is perfect; infinite if every sample of a subset, or of all, has a label.
   */
  labelDistribution: number;
  /** ED: mean difference between the subsets' sizes and the requested sizes, in samples. */
  examplesDistribution: number;
  /** FZ: number of subsets that lack some label. */
  subsetsWithoutLabel: number;
  /** FLZ: number of pairs of a subset and a label that it lacks. */
  missingPairs: number;
}

/**
 * @param labels 0 or 1, `[samples, labelCount]`.
 * @param subsets the subset of each sample, an index into `shares`.
 */
export function splitQuality(
  labels: ArrayLike<number>,
  labelCount: number,
  subsets: Int32Array,
  shares: readonly number[],
): SplitQuality {
  const samples = subsets.length;
  const sizes = new Float64Array(shares.length);
  const positives = shares.map(() => new Float64Array(labelCount));
  const all = new Float64Array(labelCount);
  for (const [sample, subset] of subsets.entries()) {
    sizes[subset]++;
    for (let label = 0; label < labelCount; label++) {
      const has = labels[sample * labelCount + label];
      positives[subset][label] += has;
      all[label] += has;
    }
  }
  const odds = all.map((count) => count / (samples - count));
  const apart = positives.map((counts, subset) =>
    sum(counts, (count, label) => Math.abs(count / (sizes[subset] - count) - odds[label])),
  );
  const missing = positives.map((counts) => sum(counts, (count) => Number(count === 0)));
  return {
    labelDistribution: sum(apart) / (labelCount * shares.length),
    examplesDistribution:
      sum(sizes, (size, subset) => Math.abs(size - shares[subset] * samples)) / shares.length,
    subsetsWithoutLabel: sum(missing, (count) => Number(count > 0)),
    missingPairs: sum(missing),
  };
}

function sum(
  values: ArrayLike<number>,
  of: (value: number, index: number) => number = (value) => value,
): number {
  let total = 0;
  for (let index = 0; index < values.length; index++) total += of(values[index], index);
  return total;
}
