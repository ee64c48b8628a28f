/**
 * How uneven labels are. Charte, Rivera, del Jesus & Herrera, "Addressing imbalance in multilabel classification:
 * Measures and random resampling algorithms", Neurocomputing 163 (2015) 3–16, equations 1 and 2.
 */

export interface LabelImbalance {
  /** IRLbl: the commonest label's films : each label's. 1 for the commonest; infinite for a label without films. */
  ratios: Float64Array;
  /** MeanIR: the mean of the ratios of labels that have films; 1 is even. */
  mean: number;
  /** Labels rarer than the mean: those that resampling helps. */
  rare: number[];
}

/** @param counts films with each label. */
export function labelImbalance(counts: Float64Array): LabelImbalance {
  const most = Math.max(...counts);
  const ratios = counts.map((count) => most / count);
  const present = ratios.filter((ratio) => Number.isFinite(ratio));
  const mean = present.reduce((sum, ratio) => sum + ratio, 0) / present.length;
  const rare = [...ratios.keys()].filter((label) => Number.isFinite(ratios[label]) && ratios[label] > mean);
  return { ratios, mean, rare };
}
