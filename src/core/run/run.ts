/**
 * The Run: an executed recipe. All figures are computed from its stored predictions; the history only records what was
 * seen during training.
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

/** A metric of the validation side, in its own unit; NaN if it could not be measured. */
export interface MonitoredFigure {
  metric: Monitor;
  value: number;
}

/** One epoch as seen during training. Losses are means over samples; seconds are wall time. */
export interface EpochRecord {
  /** 1 for the first. */
  epoch: number;
  trainLoss: number;
  /** Of the first head: binary accuracy for labels, NaN for a value. */
  trainAccuracy: number;
  validationLoss: number;
  validationAccuracy: number;
  /** If the first head is no class: mAP of labels, mean absolute error of a value. */
  validationFigure?: number;
  /**
   * What epochs are compared by: the figure of early stopping, otherwise the validation loss. Missing in earlier
   * versions.
   */
  monitored?: MonitoredFigure;
  learningRate: number;
  seconds: number;
}

export const BACKENDS = ['webgpu', 'webgl', 'wasm', 'cpu'] as const;
export type BackendName = (typeof BACKENDS)[number];

/** The device that networks run on, and why. */
export interface DeviceInfo {
  backend: BackendName;
  /** The adapter's or renderer's own name; "2 threads, SIMD" for wasm. */
  device: string;
  /** One sentence: why this backend was chosen. */
  reason: string;
}

/** The person's choice of backend. */
export type BackendChoice = BackendName | 'auto';

/** A backend as detected on this machine. */
export interface BackendReport {
  backend: BackendName;
  available: boolean;
  /** As in {@link DeviceInfo}; empty if there is none. */
  device: string;
  /** A software adapter is listed, but never chosen automatically. */
  software: boolean;
  /** One sentence: why it can or cannot be used. */
  reason: string;
}

export type RunStatus = 'running' | 'finished' | 'stopped' | 'failed';

/** The experiment that a run belongs to: a preset, or runs that a person queued together. */
export interface RunExperiment {
  /** The preset's id. */
  id: string;
  /** Id of the run within it. */
  run: string;
  /** Name of its row in the table: "+ Mish". */
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
  /** The first head's names are the class names. */
  heads: Head[];
  funnel: FunnelStep[];
  join: JoinReport;
  sizes: Record<SplitName, number>;
  history: EpochRecord[];
  /** Epoch whose weights were kept. */
  keptEpoch: number;
  predictions: Predictions;
  /** For neighbours: the first head's figures at each number of neighbours that was tried. */
  sweep?: SweepPoint[];
  /** Seconds by phase: "decode", "features", "training" … */
  timings: Record<string, number>;
  /** Sentences worth knowing about how it was run. */
  notes?: string[];
  error?: ErrorReport;
}

/** A stored run that this version cannot read: what is known about it, and why. */
export interface UnreadableRun {
  id: string;
  /** ISO time; null if even that is damaged. */
  createdAt: string | null;
  /** The recipe's title. */
  title: string | null;
  reason: ErrorReport;
}

/** What a list of runs shows: a run without its predictions, which are megabytes. */
export type RunSummary = Omit<Run, 'predictions'>;

export function summaryOf(run: Run): RunSummary {
  const { predictions: _, ...summary } = run;
  return summary;
}
