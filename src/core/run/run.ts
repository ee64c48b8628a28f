/**
 * The Run: a recipe carried out. Its stored predictions are what every later figure is computed from; the
 * history is only what was seen on the way.
 */
import type { ErrorReport } from '../errors';
import type { Recipe } from '../recipe/recipe';

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
  /** Index into the plan's class names. */
  target: number;
  split: SplitName;
}

/** What one rule left out. */
export interface FunnelStep {
  rule: string;
  before: number;
  removed: number;
  after: number;
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

/** A recipe applied to the data, before anything is computed: who is in, on which side, with which answer. */
export interface Plan {
  classNames: string[];
  samples: Sample[];
  funnel: FunnelStep[];
  join: JoinReport;
  /** Films of each class in each split: `counts[class][split]`. */
  counts: Record<SplitName, number>[];
  sizes: Record<SplitName, number>;
  /** Sentences: a class with few films, fewer than asked for, and so on. */
  warnings: string[];
  /** SHA-256, hex, over the samples' keys, files, sizes and targets: the same data gives the same text. */
  fingerprint: string;
}

/** One epoch as it was seen. Losses are means over samples; seconds are wall time. */
export interface EpochRecord {
  /** 1 for the first. */
  epoch: number;
  trainLoss: number;
  trainAccuracy: number;
  validationLoss: number;
  validationAccuracy: number;
  learningRate: number;
  seconds: number;
}

/** Probabilities of every sample with the kept weights. */
export interface Predictions {
  keys: string[];
  files: string[];
  titles: string[];
  splits: SplitName[];
  /** Class index of each sample. */
  actual: Int32Array;
  /** `[samples, classes]`, row-major. */
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

export interface Run {
  version: 1;
  id: string;
  /** ISO time. */
  createdAt: string;
  status: RunStatus;
  recipe: Recipe;
  software: string;
  fingerprint: string;
  device: DeviceInfo;
  classNames: string[];
  funnel: FunnelStep[];
  join: JoinReport;
  sizes: Record<SplitName, number>;
  history: EpochRecord[];
  /** Epoch whose weights were kept. */
  keptEpoch: number;
  predictions: Predictions;
  /** Seconds by phase: "decode", "features", "training" … */
  timings: Record<string, number>;
  error?: ErrorReport;
}
