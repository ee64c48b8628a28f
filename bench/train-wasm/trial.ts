/** What the bench's worker is told and what it answers. */
import type { ArchitectureConfig } from '../../src/ml/backbones/architectures';

export const CLASSES = 10;

export const NETWORKS = {
  resnet18: { family: 'resnet', size: 'resnet18', classes: CLASSES },
  'mobilenet-v2': { family: 'mobilenet-v2', width: 1, classes: CLASSES, source: 'torch', dropout: 0 },
} as const satisfies Record<string, ArchitectureConfig>;

export type NetworkName = keyof typeof NETWORKS;

export interface Trial {
  network: NetworkName;
  batch: number;
  /** Pixels, both ways. */
  size: number;
  heats: number;
}

/** Seconds of each heat, heats in turn. */
export interface TrialResult {
  /** With the moving averages of norms, nothing recorded. */
  forward: number[];
  /** The same by tfjs's own operations. */
  stockForward: number[];
  /** With the batch's statistics, nothing recorded. */
  trainingForward: number[];
  /** Forward, backward and Adam. */
  step: number[];
  /** Largest difference between the logits of ours and of tfjs's own, as a share of the largest. */
  difference: number;
  /** What the backend says that it runs on. */
  device: string;
  /** Milliseconds of one step by kernel, the rest of the step last. */
  kernels: [name: string, milliseconds: number][];
}
