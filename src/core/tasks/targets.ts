/**
 * What every task makes of films: an answer for each film that has one, who was left out and why, how the answers
 * are distributed, and what saying the same of every film would reach. Pure: nothing here knows of recipes.
 */
import type { Film } from '../films/film';
import type { MajorityBaseline } from '../metrics';
import type { LabelsBaseline, MeanBaseline } from '../metrics/constant-baselines';

/** One class a film: indices into the names, in the order of the films. */
export interface ClassAnswers {
  kind: 'class';
  names: string[];
  values: Int32Array;
}

/** Several labels a film: 0 or 1, `[films, names]`. */
export interface LabelAnswers {
  kind: 'labels';
  names: string[];
  values: Uint8Array;
}

/** A number a film. */
export interface ValueAnswers {
  kind: 'value';
  name: string;
  unit: string;
  values: Float64Array;
}

export type Answers = ClassAnswers | LabelAnswers | ValueAnswers;

/** A reason to leave films out: whom it concerns, and whether they were left out or kept by choice. */
export interface Doubt {
  /** Machine-readable: "budget-zero". */
  id: string;
  /** One sentence for a person. */
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
  /** What a constant answer reaches on these very films. */
  baseline: MajorityBaseline | LabelsBaseline | MeanBaseline;
  /** Sentences for a person. */
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
