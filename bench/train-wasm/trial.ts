/** Messages to and from the bench's worker. */
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
  /** Width and height in pixels. */
  size: number;
  heats: number;
}

/** Seconds of each heat; the kinds of work take turns. */
export interface TrialResult {
  /** With the norms' moving averages, without recording for gradients. */
  forward: number[];
  /** The same with tfjs's own operations. */
  stockForward: number[];
  /** With the batch's statistics, without recording for gradients. */
  trainingForward: number[];
  /** Forward, backward and Adam. */
  step: number[];
  /** Largest difference between our logits and those of tfjs's own operations, relative to the largest logit. */
  difference: number;
  /** What the backend says it runs on. */
  device: string;
  /** Milliseconds of one step by kernel; the rest of the step is last. */
  kernels: [name: string, milliseconds: number][];
}
