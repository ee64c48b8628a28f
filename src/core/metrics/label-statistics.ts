/** What a baseline knows about the training films: how common each label is, and how many labels films have. */
export interface LabelStatistics {
  labelCount: number;
  /** Share of the films that have each label, `[labels]`. */
  frequency: Float64Array;
  /** Share of the films that have 0, 1, … labels, `[labels + 1]`. */
  cardinality: Float64Array;
}

/** @param labels 0 or 1, `[films, labelCount]`. */
export function labelStatistics(labels: ArrayLike<number>, labelCount: number): LabelStatistics {
  const films = labelCount === 0 ? 0 : labels.length / labelCount;
  const frequency = new Float64Array(labelCount);
  const cardinality = new Float64Array(labelCount + 1);
  for (let film = 0; film < films; film++) {
    let count = 0;
    for (let label = 0; label < labelCount; label++) {
      const has = labels[film * labelCount + label];
      frequency[label] += has;
      count += has;
    }
    cardinality[count]++;
  }
  const share = (count: number) => count / films;
  return { labelCount, frequency: frequency.map(share), cardinality: cardinality.map(share) };
}
