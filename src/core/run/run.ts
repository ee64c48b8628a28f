/**
 * The Run: a recipe carried out. Its stored predictions are what every later figure is computed from; the
 * history is only what was seen on the way.
 */
import type { FunnelStep } from '../cleaning/funnel';
import type { ErrorReport } from '../errors';
import type { Monitor } from '../metrics';
import type { Recipe } from '../recipe/recipe';
import type { JoinReport } from '../join/join';
import type { Predictions } from '../predictions/predictions';
import type { SplitName } from '../splits/split-name';
import type { Head } from '../heads';
import type { SweepPoint } from './sweep';

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

/** A stored run that this version cannot read: what is known of it, and why. */
export interface UnreadableRun {
  id: string;
  /** ISO time; null where even that is damaged. */
  createdAt: string | null;
  /** The recipe's. */
  title: string | null;
  reason: ErrorReport;
}

/** What a list of runs shows: a run without its predictions, which are megabytes. */
export type RunSummary = Omit<Run, 'predictions'>;

export function summaryOf(run: Run): RunSummary {
  const { predictions: _, ...summary } = run;
  return summary;
}
