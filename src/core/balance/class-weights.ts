/** Weights in the loss that make every class count alike, however few films it has. */

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
