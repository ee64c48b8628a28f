/**
 * The Run: a recipe carried out. Its stored predictions are what every later figure is computed from; the
 * history is only what was seen on the way.
 */
import type { FunnelStep } from '../cleaning/funnel';
import type { ErrorReport } from '../errors';
import type { Monitor } from '../recipe/optimisation';
import type { Recipe } from '../recipe/recipe';
import type { Head } from './heads';
import type { SweepPoint } from './sweep';

export type SplitName = 'train' | 'validation' | 'test';
export const SPLITS: readonly SplitName[] = ['train', 'validation', 'test'];

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

/** How posters and films found each other. Every number has a downloadable list behind it. */
export interface JoinReport {
  /** Films with a poster. */
  matched: number;
  /** Films without one. */
  missing: number;
  /** Posters that no film claims. */
  unused: number;
  /** Further posters of a film that has one. */
  duplicate: number;
  /** Files that are not readable images; known once they have been decoded or sniffed. */
  undecodable: number;
  /** Which key joined how many films. */
  by: Record<string, number>;
}

/** How the answers to one head are distributed over the samples that have one. */
export interface HeadDistribution {
  /** Classes, labels, or bins of a value. */
  bars: { name: string; films: number }[];
  known: number;
  /** What a constant answer reaches on these very films; of a value: the mean, and its standard deviation. */
  baseline:
    | { kind: 'class'; name: string; accuracy: number }
    | { kind: 'labels'; names: string[]; binaryAccuracy: number }
    | { kind: 'value'; mean: number; deviation: number };
}

/** A reason to leave films out of a task, and how many it concerns. */
export interface DoubtCount {
  /** Index into the heads. */
  head: number;
  id: string;
  description: string;
  films: number;
  /** False where they are kept, by choice. */
  leftOut: boolean;
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

/** A figure of the validation side, in its own unit; NaN where it could not be measured. */
export interface MonitoredFigure {
  metric: Monitor;
  value: number;
}

/** One epoch as it was seen. Losses are means over samples; seconds are wall time. */
export interface EpochRecord {
  /** 1 for the first. */
  epoch: number;
  trainLoss: number;
  /** Of the first head: of labels the binary accuracy, of a value NaN. */
  trainAccuracy: number;
  validationLoss: number;
  validationAccuracy: number;
  /** mAP of labels, mean absolute error of a value: the first head's, where that is no class. */
  validationFigure?: number;
  /** What epochs are compared by: the stopping's figure, else the validation loss. Earlier versions left it out. */
  monitored?: MonitoredFigure;
  learningRate: number;
  seconds: number;
}

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

export const BACKENDS = ['webgpu', 'webgl', 'wasm', 'cpu'] as const;
export type BackendName = (typeof BACKENDS)[number];

/** What the networks run on, and why. */
export interface DeviceInfo {
  backend: BackendName;
  /** The adapter's or renderer's own name; "2 threads, SIMD" for wasm. */
  device: string;
  /** One sentence: why this backend was taken. */
  reason: string;
}

/** What a person may ask for. */
export type BackendChoice = BackendName | 'auto';

/** One backend as found on this machine. */
export interface BackendReport {
  backend: BackendName;
  available: boolean;
  /** As in {@link DeviceInfo}; empty where there is none. */
  device: string;
  /** A software adapter is listed, and never chosen by itself. */
  software: boolean;
  /** One sentence: why it can or cannot be used. */
  reason: string;
}

export type RunStatus = 'running' | 'finished' | 'stopped' | 'failed';

/** Of which experiment a run is a part: a preset's run, or one that a person queued with others. */
export interface RunExperiment {
  /** The preset's id. */
  id: string;
  /** Of the run within it. */
  run: string;
  /** As a row of its table: "+ Mish". */
  name: string;
}

export interface Run {
  version: 2;
  id: string;
  /** ISO time. */
  createdAt: string;
  status: RunStatus;
  recipe: Recipe;
  experiment?: RunExperiment;
  software: string;
  fingerprint: string;
  device: DeviceInfo;
  classNames: string[];
  /** The first one's names are the class names. */
  heads: Head[];
  funnel: FunnelStep[];
  join: JoinReport;
  sizes: Record<SplitName, number>;
  history: EpochRecord[];
  /** Epoch whose weights were kept. */
  keptEpoch: number;
  predictions: Predictions;
  /** Of neighbours: the first head's figures at each number of them that was tried. */
  sweep?: SweepPoint[];
  /** Seconds by phase: "decode", "features", "training" … */
  timings: Record<string, number>;
  /** What is worth knowing of how it was carried out: sentences. */
  notes?: string[];
  error?: ErrorReport;
}

/** What a list of runs shows: a run without its predictions, which are megabytes. */
export type RunSummary = Omit<Run, 'predictions'>;

export function summaryOf(run: Run): RunSummary {
  const { predictions: _, ...summary } = run;
  return summary;
}
