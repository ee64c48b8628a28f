/**
 * What every task derives from films: an answer for each film that has one, which films were left out and why, the
 * distribution of the answers, and the figures of a constant answer. Nothing here depends on recipes.
 */
import type { Film } from '../films/film';
import type { MajorityBaseline } from '../metrics';
import type { LabelsBaseline, MeanBaseline } from '../metrics/constant-baselines';

/** One class per film: indices into the names, in the order of the films. */
export interface ClassAnswers {
  kind: 'class';
  names: string[];
  values: Int32Array;
}

/** Several labels per film: 0 or 1, `[films, names]`. */
export interface LabelAnswers {
  kind: 'labels';
  names: string[];
  values: Uint8Array;
}

/** One number per film. */
export interface ValueAnswers {
  kind: 'value';
  name: string;
  unit: string;
  values: Float64Array;
}

export type Answers = ClassAnswers | LabelAnswers | ValueAnswers;

/** A reason to leave films out: which films it applies to, and whether they were left out or kept by choice. */
export interface Doubt {
  /** Machine-readable: "budget-zero". */
  id: string;
  /** One sentence for people. */
  description: string;
  films: Film[];
  leftOut: boolean;
}

/** One bar of the chart of answers. */
export interface DistributionBar {
  name: string;
  films: number;
}

export interface TaskTargets {
  /** Films that have an answer, in the order of the input. */
  films: Film[];
  answers: Answers;
  /** Every film that is not among `films` is in exactly one of them. */
  doubts: Doubt[];
  distribution: DistributionBar[];
  /** The figures of a constant answer on these films. */
  baseline: MajorityBaseline | LabelsBaseline | MeanBaseline;
  /** Sentences for people. */
  warnings: string[];
}

export interface ClassTargets extends TaskTargets {
  answers: ClassAnswers;
  baseline: MajorityBaseline;
}

export interface LabelTargets extends TaskTargets {
  answers: LabelAnswers;
  baseline: LabelsBaseline;
}

export interface ValueTargets extends TaskTargets {
  answers: ValueAnswers;
  baseline: MeanBaseline;
}
