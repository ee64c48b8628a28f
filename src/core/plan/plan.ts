/** The Plan: films and a recipe, from which all that training needs to know of the films follows. */
import type { FunnelStep } from '../cleaning/funnel';
import type { Head } from '../heads';
import type { JoinReport } from '../join/join';
import type { SplitName } from '../splits/split-name';
import type { DoubtCount, HeadDistribution } from '../tasks/answers-of';

/** One film with a poster, in its place. */
export interface Sample {
  /** The Film's key. */
  key: string;
  /** Path of the poster as the person gave it. */
  file: string;
  /** What the poster's bytes are known by (`PosterSource.identity`): features are cached under it. */
  identity: string;
  title: string;
  /** Class index of the first head; -1 where that is not a class, or the film has none. */
  target: number;
  split: SplitName;
}

/** A recipe applied to the data, before anything is computed: who is in, on which side, with which answer. */
export interface Plan {
  /** Names of the first head's classes or labels; a value's own name. */
  classNames: string[];
  heads: Head[];
  samples: Sample[];
  /**
   * `[samples, columns]`, row-major, columns as in `placeHeads`: a class index, a label's 0 or 1, a value; NaN
   * where the film has no answer to that head.
   */
  answers: Float32Array;
  funnel: FunnelStep[];
  join: JoinReport;
  /** Films of each of `classNames` in each split: `counts[class][split]`. */
  counts: Record<SplitName, number>[];
  /** A chart for each head: films with each answer, and what always giving the same answer reaches. */
  distributions: HeadDistribution[];
  /** Why films have no answer, or a doubtful one. */
  doubts: DoubtCount[];
  sizes: Record<SplitName, number>;
  /** Sentences: a class with few films, fewer than asked for, and so on. */
  warnings: string[];
  /** SHA-256, hex, over the samples' keys, files, sizes and targets: the same data gives the same text. */
  fingerprint: string;
}

/** What of a plan does not grow with the number of films. */
export type PlanSummary = Omit<Plan, 'samples' | 'answers'>;
