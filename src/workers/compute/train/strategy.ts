/** What all ways to carry out a plan have in common: what they are given, and what they give. */
import type { Problem } from '../../../core/films/film';
import type { Recipe } from '../../../core/recipe/recipe';
import type { EpochRecord, Run, DeviceInfo } from '../../../core/run/run';
import type { Plan } from '../../../core/plan/plan';
import type { Predictions } from '../../../core/predictions/predictions';
import type { SweepPoint } from '../../../core/run/sweep';
import type { Trained } from '../../../core/run/trained';
import type { DataApi, TrainEvent } from '../../protocol';
import type { CallContext, Remote } from '../../rpc';
import type { BackboneCache } from '../weights/backbone-cache';
import type { PauseGate } from './pause-gate';
import type { PretrainedWeights } from '../weights/pretrained-weights';

/** What of the compute worker a training works with. */
export interface TrainingResources {
  data: Remote<DataApi>;
  backbones: BackboneCache;
  weights: PretrainedWeights;
  /** The device on which this training runs, held for it. */
  device: DeviceInfo;
  gate: PauseGate;
}

/** What it takes to put a recipe's network and posters on the device, whatever is done with them then. */
export interface TrainingSetup extends TrainingResources {
  recipe: Recipe;
  plan: Plan;
  /** What it has taken: seconds by phase, to be added to. */
  timings: Run['timings'];
  emit: (event: Extract<TrainEvent, { kind: 'progress' }>) => void;
  signal: AbortSignal;
  /** Tells what is being done where there is nothing to count. */
  announce(phase: string): void;
  /** Takes seconds by phase. */
  timed<T>(phase: string, work: () => Promise<T>): Promise<T>;
}

/** One training, as its strategy sees it. */
export interface Work extends TrainingSetup {
  emit: CallContext<TrainEvent>['emit'];
  /** Tells, and stores with the run, what is worth knowing of how it is carried out: a sentence. */
  note(text: string): void;
  /** Stores an epoch; `trained` where its weights are the ones to keep. */
  epochEnded(record: EpochRecord, trained: Trained | null): Promise<void>;
}

export interface Outcome {
  /** Null where nothing is learned: neighbours, chance. */
  trained: Trained | null;
  predictions: Predictions;
  /** Of neighbours: figures at each number of them that was tried. */
  sweep?: SweepPoint[];
  /** Posters that turned out to be unreadable: they are counted, and take no part. */
  undecodable: readonly Problem[];
}

/** @throws OnesheetError `stopped` where it was stopped before there was anything to keep; whatever goes wrong. */
export type Strategy = (work: Work) => Promise<Outcome>;
