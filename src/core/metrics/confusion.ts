/** The confusion matrix, and the figures that depend only on it. */

/**
 * Counts `[actual, predicted]`, row-major `[classes, classes]`.
 * @param times `[samples]`: how often each sample counts; once by default.
 */
export function confusionMatrix(
  actual: ArrayLike<number>,
  predicted: ArrayLike<number>,
  classes: number,
  times?: ArrayLike<number>,
): Int32Array {
  const counts = new Int32Array(classes * classes);
  for (let i = 0; i < actual.length; i++) counts[actual[i] * classes + predicted[i]] += times ? times[i] : 1;
  return counts;
}

/** One class's figures, in [0, 1]; 0 if the denominator is 0 (scikit-learn's `zero_division=0`). */
export interface ClassFigures {
  precision: number;
  recall: number;
  f1: number;
  /** Number of samples of this class. */
  support: number;
  /** Number of samples predicted as this class. */
  predicted: number;
}

const ratio = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);

/** Precision, recall and F1 of one class from its counts. */
export function classFigures(hits: number, predicted: number, support: number): ClassFigures {
  return {
    precision: ratio(hits, predicted),
    recall: ratio(hits, support),
    f1: ratio(2 * hits, predicted + support),
    support,
    predicted,
  };
}

/** Figures of every class of a confusion matrix. */
export function perClass(confusion: ArrayLike<number>, classes: number): ClassFigures[] {
  return Array.from({ length: classes }, (_, k) => {
    let predicted = 0;
    let support = 0;
    for (let j = 0; j < classes; j++) {
      predicted += confusion[j * classes + k];
      support += confusion[k * classes + j];
    }
    return classFigures(confusion[k * classes + k], predicted, support);
  });
}

/** Unweighted and support-weighted means of the classes' figures (scikit-learn's `macro` and `weighted`). */
export function averageFigures(figures: readonly ClassFigures[]): {
  macro: Pick<ClassFigures, 'precision' | 'recall' | 'f1'>;
  weighted: Pick<ClassFigures, 'precision' | 'recall' | 'f1'>;
} {
  const total = figures.reduce((sum, figure) => sum + figure.support, 0);
  const mean = (key: 'precision' | 'recall' | 'f1', weight: (figure: ClassFigures) => number) =>
    figures.reduce((sum, figure) => sum + figure[key] * weight(figure), 0);
  const even = () => ratio(1, figures.length);
  const bySupport = (figure: ClassFigures) => ratio(figure.support, total);
  return {
    macro: { precision: mean('precision', even), recall: mean('recall', even), f1: mean('f1', even) },
    weighted: {
      precision: mean('precision', bySupport),
      recall: mean('recall', bySupport),
      f1: mean('f1', bySupport),
    },
  };
}

/**
 * Cohen's κ in [-1, 1]: agreement beyond chance. `quadratic` weights an error by the square of its distance, for
 * ordered classes. 1 if all actual and predicted classes are one and the same. Source: Cohen 1960, 1968; matches
 * scikit-learn's `cohen_kappa_score`.
 */
export function cohenKappa(
  confusion: ArrayLike<number>,
  classes: number,
  weights: 'none' | 'quadratic' = 'none',
): number {
  const rows = new Float64Array(classes);
  const columns = new Float64Array(classes);
  let total = 0;
  for (let i = 0; i < classes; i++)
    for (let j = 0; j < classes; j++) {
      const count = confusion[i * classes + j];
      rows[i] += count;
      columns[j] += count;
      total += count;
    }
  let seen = 0;
  let expected = 0;
  for (let i = 0; i < classes; i++)
    for (let j = 0; j < classes; j++) {
      const weight = weights === 'none' ? Number(i !== j) : (i - j) ** 2;
      seen += weight * confusion[i * classes + j];
      expected += (weight * rows[i] * columns[j]) / total;
    }
  return expected === 0 ? 1 : 1 - seen / expected;
}
