/** What all ways of training a plan have in common: their inputs and results. */
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

/** The parts of the compute worker that training uses. */
export interface TrainingResources {
  data: Remote<DataApi>;
  backbones: BackboneCache;
  weights: PretrainedWeights;
  /** The device on which this training runs, held for it. */
  device: DeviceInfo;
  gate: PauseGate;
}

/** What is needed to put a recipe's network and posters on the device, for whatever purpose. */
export interface TrainingSetup extends TrainingResources {
  recipe: Recipe;
  plan: Plan;
  /** Seconds by phase so far; phases are added to it. */
  timings: Run['timings'];
  emit: (event: Extract<TrainEvent, { kind: 'progress' }>) => void;
  signal: AbortSignal;
  /** Reports a phase that has nothing to count. */
  announce(phase: string): void;
  /** Times the work and adds it to the phase. */
  timed<T>(phase: string, work: () => Promise<T>): Promise<T>;
}

/** One training, as its strategy sees it. */
export interface Work extends TrainingSetup {
  emit: CallContext<TrainEvent>['emit'];
  /** Reports a fact about the training as a sentence, and stores it with the run. */
  note(text: string): void;
  /** Stores an epoch; with `trained` if its weights are the ones to keep. */
  epochEnded(record: EpochRecord, trained: Trained | null): Promise<void>;
}

export interface Outcome {
  /** Null if nothing is learned: neighbours, chance. */
  trained: Trained | null;
  predictions: Predictions;
  /** For neighbours: the figures for each k that was tried. */
  sweep?: SweepPoint[];
  /** Posters that turned out to be unreadable: they are counted but not used. */
  undecodable: readonly Problem[];
}

/**
 * @throws OnesheetError `stopped` if it was stopped before there were results to keep; any other error of the training.
 */
export type Strategy = (work: Work) => Promise<Outcome>;
