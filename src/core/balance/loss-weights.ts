/** Weights in the loss that make classes or labels count alike, however few films they have. */

/**
 * scikit-learn's `compute_class_weight('balanced')`: films / (classes · films of the class), so that the mean weight
 * of a film is 1. Classes without films count for nothing and have weight 0.
 * @param classes class index of each training film.
 */
export function balancedClassWeights(classes: ArrayLike<number>, classCount: number): Float64Array {
  const counts = countClasses(classes, classCount);
  const present = counts.reduce((sum, count) => sum + Number(count > 0), 0);
  return counts.map((count) => (count === 0 ? 0 : classes.length / (present * count)));
}

/** Films of each class. */
export function countClasses(classes: ArrayLike<number>, classCount: number): Float64Array {
  const counts = new Float64Array(classCount);
  for (let film = 0; film < classes.length; film++) counts[classes[film]]++;
  return counts;
}

/**
 * Weights of the positives in binary cross entropy: films without the label : films with it, as PyTorch's documentation of `BCEWithLogitsLoss` has for `pos_weight`
 * (100 positives and 300 negatives: 3). A label that all training films have gets 0 there; here no weight is below
 * `1 / cap`, and none above `cap`, which a label without films gets too.
 * @param labels of the training films, 0 or 1, `[films, labelCount]`.
 * @param cap at least 1: a label of two films would otherwise outweigh everything.
 */
export function positiveWeights(labels: ArrayLike<number>, labelCount: number, cap = 100): Float64Array {
  const films = labels.length / labelCount;
  return countLabels(labels, labelCount).map((count) =>
    Math.min(cap, Math.max(1 / cap, (films - count) / count)),
  );
}

/** Films with each label. */
export function countLabels(labels: ArrayLike<number>, labelCount: number): Float64Array {
  const counts = new Float64Array(labelCount);
  for (let at = 0; at < labels.length; at++) counts[at % labelCount] += labels[at];
  return counts;
}
