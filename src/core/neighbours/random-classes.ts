/** Random baseline for one class a film: drawn as often as the training films have it, or all classes alike. */
import type { Random } from '../random';

export type ClassDraw = 'frequent' | 'uniform';

/** scikit-learn's `DummyClassifier`, strategies `stratified` and `uniform`. */
export function drawClasses(
  training: Int32Array,
  classCount: number,
  films: number,
  draw: ClassDraw,
  random: Random,
): Int32Array {
  const drawn = new Int32Array(films);
  for (let film = 0; film < films; film++)
    drawn[film] = draw === 'uniform' ? random.below(classCount) : training[random.below(training.length)];
  return drawn;
}

/** The accuracy of {@link drawClasses} on average over all draws: Σ share in training · share in `actual`. */
export function expectRandomAccuracy(
  training: Int32Array,
  classCount: number,
  actual: Int32Array,
  draw: ClassDraw,
): number {
  if (draw === 'uniform') return 1 / classCount;
  const shares = new Float64Array(classCount);
  for (const index of training) shares[index] += 1 / training.length;
  return actual.reduce((sum, index) => sum + shares[index], 0) / actual.length;
}
