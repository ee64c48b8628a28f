/** What a run says of each film: its stored predictions, from which every later figure is computed. */
import type { Head } from '../heads';
import type { SplitName } from '../splits/split-name';

/** Probabilities of every sample with the kept weights. */
export interface Predictions {
  keys: string[];
  files: string[];
  titles: string[];
  splits: SplitName[];
  /** `Sample.target` of each sample. */
  actual: Int32Array;
  /** `[samples, columns]`, row-major: as in the Plan. */
  answers: Float32Array;
  /** `[samples, outputs]`, row-major: probabilities of classes and labels, and values. */
  probabilities: Float32Array;
}

/** What results are taken from: a Run, or as much of it as says what was predicted. */
export interface Predicted {
  /** The first one's names are the class names. */
  heads: Head[];
  predictions: Predictions;
}
