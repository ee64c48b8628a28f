/**
 * How a network is moved, as parts of a recipe: optimizer, schedule of the learning rate, loss, stopping, and what a
 * step does around the network. Defaults are the field's (PyTorch, Keras, torchvision, fastai).
 */
import { z } from 'zod';
import { MONITORS } from '../metrics/facts';

const learningRate = z.number().positive().max(10);
const weightDecay = z.number().min(0).max(1);
const momentum = z.number().min(0).max(0.9999);

const moments = {
  learningRate: learningRate.default(0.001),
  beta1: z.number().min(0).max(0.9999).default(0.9),
  beta2: z.number().min(0).max(0.99999).default(0.999),
  epsilon: z.number().positive().default(1e-7),
};

/** Weight decay is for kernels alone: biases and norms have none. */
export const optimizerSchema = z.discriminatedUnion('kind', [
  // where no kind is given it is Adam, as in recipes of version 1
  z.strictObject({ kind: z.literal('adam').default('adam'), ...moments }),
  z.strictObject({
    kind: z.literal('adamw'),
    ...moments,
    /** Decoupled: each step takes learningRate · weightDecay of the weight. */
    weightDecay: weightDecay.default(0.01),
  }),
  z.strictObject({
    kind: z.literal('sgd'),
    learningRate: learningRate.default(0.01),
    momentum: momentum.default(0.9),
    nesterov: z.boolean().default(false),
    /** Added to the gradient: weightDecay · weight. */
    weightDecay: weightDecay.default(0),
  }),
  z.strictObject({
    kind: z.literal('rmsprop'),
    learningRate: learningRate.default(0.001),
    /** Share of the old mean square that is kept. */
    rho: z.number().min(0).max(0.99999).default(0.9),
    momentum: momentum.default(0),
    epsilon: z.number().positive().default(1e-7),
  }),
]);

/** What stopping and the plateau schedule go by, of the validation side. */
const monitor = z.enum(MONITORS);

/** Epochs in which the learning rate rises from a hundredth to its full height; the schedule's clock begins after it. */
const warmUp = z.number().min(0).max(1000).default(0);

export const scheduleSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('constant').default('constant'), warmUp }),
  z.strictObject({
    kind: z.literal('step'),
    warmUp,
    /** Epochs between two steps. */
    every: z.int().min(1).max(10000).default(10),
    /** Each step leaves so much of the learning rate. */
    factor: z.number().positive().max(1).default(0.1),
  }),
  z.strictObject({
    kind: z.literal('cosine'),
    warmUp,
    /** Share of the learning rate that is left at the end. */
    final: z.number().min(0).max(1).default(0),
  }),
  z.strictObject({
    kind: z.literal('plateau'),
    warmUp,
    metric: monitor.default('loss'),
    factor: z.number().positive().lt(1).default(0.1),
    /** Epochs without improvement that are let pass. */
    patience: z.int().min(0).max(10000).default(10),
    /** Relative change that counts as an improvement. */
    threshold: z.number().min(0).max(1).default(1e-4),
  }),
  z.strictObject({
    kind: z.literal('one-cycle'),
    warmUp,
    /** Share of the steps in which the learning rate, which is the peak, is climbed to (PyTorch 0.3, fastai 0.25). */
    peakAt: z.number().min(0.01).max(0.99).default(0.3),
    /** The start is the peak divided by this. */
    startDivisor: z.number().min(1).default(25),
    /** The end is the start divided by this. */
    endDivisor: z.number().min(1).default(1e4),
    /** SGD's and RMSProp's momentum, Adam's β₁, go the other way: 0.95, 0.85 at the peak, 0.95. Else they stay. */
    cycleMomentum: z.boolean().default(true),
  }),
]);

/** So much of an answer's share goes to all possible ones alike; of a label these are yes and no. */
const labelSmoothing = z.number().min(0).lt(1).default(0);

export const lossSchema = z.discriminatedUnion('kind', [
  /**
   * What the task needs: softmax cross entropy for a class, binary cross entropy for labels, mean squared error for a
   * number, and for several at once each its own.
   */
  z.strictObject({
    kind: z.literal('auto').default('auto'),
    /** Of each head of a network with several, by its name; 1 where none is given. */
    headWeights: z.record(z.string().min(1), z.number().min(0).max(1000)).default({}),
  }),
  z.strictObject({
    kind: z.literal('softmax-cross-entropy'),
    labelSmoothing,
  }),
  z.strictObject({
    kind: z.literal('binary-cross-entropy'),
    /** Films without the label : films with it, at most `cap` where it is 'capped'. */
    positiveWeights: z.enum(['none', 'balanced', 'capped']).default('none'),
    cap: z.number().min(1).max(1000).default(10),
    labelSmoothing,
  }),
  /** Of classes (softmax) or labels (sigmoid), as the task has them. */
  z.strictObject({
    kind: z.literal('focal'),
    gamma: z.number().min(0).max(10).default(2),
    /** Of labels: the weight of the positives is alpha, that of the negatives 1 − alpha. Null for none. */
    alpha: z.number().min(0).max(1).nullable().default(0.25),
  }),
  z.strictObject({ kind: z.literal('huber'), delta: z.number().positive().max(1000).default(1) }),
  z.strictObject({ kind: z.literal('mean-squared-error') }),
]);

/** Early stopping; null for none. */
export const stoppingSchema = z
  .strictObject({
    metric: monitor.default('loss'),
    /** Epochs without improvement after which training ends. */
    patience: z.int().min(1).max(10000).default(5),
    /** Change of the metric that counts as an improvement. */
    minDelta: z.number().min(0).default(0),
  })
  .nullable()
  .default(null);

/** What a step does around the network. */
export const stepSchema = z
  .strictObject({
    /** The gradients together are scaled down to this norm where theirs is larger; null for never. */
    clipNorm: z.number().positive().nullable().default(null),
    /** Batches whose gradients are averaged before the weights move. */
    accumulate: z.int().min(1).max(1024).default(1),
    /** An exponential moving average of the weights is what is evaluated and kept; null for the weights themselves. */
    averaging: z
      .strictObject({ decay: z.number().min(0).lt(1).default(0.999) })
      .nullable()
      .default(null),
    precision: z.enum(['f32', 'mixed']).default('f32'),
  })
  .prefault({});

export type OptimizerSettings = z.infer<typeof optimizerSchema>;
export type ScheduleSettings = z.infer<typeof scheduleSchema>;
export type LossSettings = z.infer<typeof lossSchema>;
export type StoppingSettings = NonNullable<z.infer<typeof stoppingSchema>>;
export type StepSettings = z.infer<typeof stepSchema>;
