/** Label smoothing: so much of the answer's share goes to all possible answers alike (Szegedy et al. 2016, section 7). */

/**
 * @param target share of an answer, 0 to 1
 * @param answers how many are possible: the classes of a softmax; 2 of a label, yes and no, as in Keras's
 *   `BinaryCrossentropy(label_smoothing=…)`.
 */
export function smoothed(target: number, smoothing: number, answers: number): number {
  return target * (1 - smoothing) + smoothing / answers;
}
