/** Loss weights that make all classes or labels count equally, however few films they have. */

/**
 * scikit-learn's `compute_class_weight('balanced')`: films / (classes · films of the class), so that the mean weight
 * per film is 1. Classes without films get weight 0 and are not counted.
 * @param classes class index of each training film.
 */
export function balancedClassWeights(classes: ArrayLike<number>, classCount: number): Float64Array {
  const counts = countClasses(classes, classCount);
  const present = counts.reduce((sum, count) => sum + Number(count > 0), 0);
  return counts.map((count) => (count === 0 ? 0 : classes.length / (present * count)));
}

/** Number of films of each class. */
export function countClasses(classes: ArrayLike<number>, classCount: number): Float64Array {
  const counts = new Float64Array(classCount);
  for (let film = 0; film < classes.length; film++) counts[classes[film]]++;
  return counts;
}

/**
 * Weights of the positives in binary cross entropy: films without the label divided by films with it, as PyTorch's
 * documentation of `BCEWithLogitsLoss` suggests for `pos_weight` (100 positives and 300 negatives: 3). PyTorch would
 * give 0 to a label that all training films have; here every weight is between `1 / cap` and `cap`, and a label without
 * films gets `cap`.
 * @param labels of the training films, 0 or 1, `[films, labelCount]`.
 * @param cap at least 1; without a cap, a label of two films would outweigh everything.
 */
export function positiveWeights(labels: ArrayLike<number>, labelCount: number, cap = 100): Float64Array {
  const films = labels.length / labelCount;
  return countLabels(labels, labelCount).map((count) =>
    Math.min(cap, Math.max(1 / cap, (films - count) / count)),
  );
}

/** Number of films with each label. */
export function countLabels(labels: ArrayLike<number>, labelCount: number): Float64Array {
  const counts = new Float64Array(labelCount);
  for (let at = 0; at < labels.length; at++) counts[at % labelCount] += labels[at];
  return counts;
}
