/** A run's stored predictions for each film, from which all later figures are computed. */
import type { Head } from '../heads';
import type { SplitName } from '../splits/split-name';

/** Outputs for every sample with the kept weights. */
export interface Predictions {
  keys: string[];
  files: string[];
  titles: string[];
  splits: SplitName[];
  /** `Sample.target` of each sample. */
  actual: Int32Array;
  /** `[samples, columns]`, row-major, as in the Plan. */
  answers: Float32Array;
  /** `[samples, outputs]`, row-major: probabilities of classes and labels, and values. */
  probabilities: Float32Array;
}

/** A Run, or the part of it that results are computed from. */
export interface Predicted {
  /** The first head's names are the class names. */
  heads: Head[];
  predictions: Predictions;
}
