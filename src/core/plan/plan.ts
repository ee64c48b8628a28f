/** The Plan: everything about the films that training needs, derived from films and a recipe. */
import type { FunnelStep } from '../cleaning/funnel';
import type { Head } from '../heads';
import type { JoinReport } from '../join/join';
import type { SplitName } from '../splits/split-name';
import type { DoubtCount, HeadDistribution } from '../tasks/answers-of';

/** One film with a poster, and its place in the plan. */
export interface Sample {
  /** The Film's key. */
  key: string;
  /** Path of the poster as given by the person. */
  file: string;
  /** Identifies the poster's bytes (`PosterSource.identity`); features are cached under it. */
  identity: string;
  title: string;
  /** Class index of the first head; -1 if that head is not a class, or the film has no answer to it. */
  target: number;
  split: SplitName;
}

/** A recipe applied to the data, before any training: which films are used, on which side, with which answers. */
export interface Plan {
  /** Names of the first head's classes or labels; for a value, its own name. */
  classNames: string[];
  heads: Head[];
  samples: Sample[];
  /**
   * `[samples, columns]`, row-major, columns as in `placeHeads`: a class index, 0 or 1 for a label, a value; NaN if the
   * film has no answer to that head.
   */
  answers: Float32Array;
  funnel: FunnelStep[];
  join: JoinReport;
  /** Number of films of each of `classNames` in each split: `counts[class][split]`. */
  counts: Record<SplitName, number>[];
  /** A chart for each head: films with each answer, and the figures of a constant answer. */
  distributions: HeadDistribution[];
  /** Why films have no answer, or a doubtful one. */
  doubts: DoubtCount[];
  sizes: Record<SplitName, number>;
  /** Sentences: a class with few films, fewer films than requested, and so on. */
  warnings: string[];
  /** SHA-256 in hex over the samples' keys, files, sizes and targets: the same data gives the same text. */
  fingerprint: string;
}

/** The parts of a plan that do not grow with the number of films. */
export type PlanSummary = Omit<Plan, 'samples' | 'answers'>;
