/**
 * A training step of the parts of a network that are currently unfrozen, for training or for a learning-rate search: with
 * the optimizer that updates the weights, learning rates by depth, and the average of the weights.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { OptimizerSettings } from '../../core/optimisation/optimizers';
import type { Recipe } from '../../core/recipe/recipe';
import { DropoutMasks } from '../layers/dropout-masks';
import type { TrainableNetwork } from '../layers/trainable-network';
import { createOptimizer } from '../optimizers/create-optimizer';
import type { Optimizer } from '../optimizers/optimizer';
import { WeightAverage } from '../optimizers/weight-average';
import { compileStep } from './compile-step';
import type { PhaseEvent } from './network-events';
import { cutOf, type NetworkInputs } from './network-inputs';
import { createStep } from './network-step';
import type { Objective } from './objective';
import { rateByStage } from './phases';
import type { Step, StepParts } from './step-work';

export interface StepOptions {
  network: TrainableNetwork;
  objective: Objective;
  inputs: Pick<NetworkInputs, 'start' | 'shapes'>;
  /** Rows per batch. */
  size: number;
  recipe: Recipe;
  /** The recipe's, with the schedule's initial values. */
  optimizer: OptimizerSettings;
  /** Owned by the caller. */
  masks: DropoutMasks;
}

export class OpenStep {
  readonly optimizer: Optimizer;
  readonly step: Step;
  private readonly average: WeightAverage | null;

  constructor(private readonly options: StepOptions) {
    const parts = partsOf(options, options.masks);
    this.optimizer = parts.optimizer;
    this.average = parts.average;
    this.step = createStep(parts, tf.getBackend() === 'webgpu');
  }

  /** Compiles its shaders on WebGPU, and reports how many are ready. */
  async *compile(): AsyncGenerator<PhaseEvent, void, void> {
    if (tf.getBackend() !== 'webgpu') return;
    yield* compileStep(partsOf(this.options, new DropoutMasks(this.options.recipe.seed)));
    yield { kind: 'phase', phase: 'Taking the first steps' };
  }

  /** Uses the averaged weights in the network while `work` runs, if weights are averaged. */
  judged<T>(work: () => Promise<T>): Promise<T> {
    return this.average ? this.average.during(this.options.network.trainableVariables(), work) : work();
  }

  dispose(): void {
    this.step.dispose();
    this.optimizer.dispose();
    this.average?.dispose();
  }
}

/** Creates parts with their own optimizer and average. */
function partsOf(options: StepOptions, masks: DropoutMasks): StepParts {
  const { network, objective, inputs, size, recipe } = options;
  const { stages } = network;
  const rateOf = rateByStage(recipe.depth, stages);
  const stageOf = new Map(network.parameters.map(({ name, stage }) => [name, stage]));
  const optimizer = createOptimizer(options.optimizer, {
    // every parameter belongs to a stage
    rateOf: (name) => rateOf(stageOf.get(name) ?? stages[stages.length - 1]),
  });
  const { start, shapes } = inputs;
  const settings = recipe.step;
  const average = settings.averaging ? new WeightAverage(settings.averaging) : null;
  const cut = cutOf(network);
  return { network, objective, optimizer, masks, average, start, shapes, size, settings, cut };
}
