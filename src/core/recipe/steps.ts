/**
 * When a training stops, and what a step does around the network, as parts of a recipe. Defaults are the field's (PyTorch,
 * Keras, torchvision). Optimizer, loss and schedule are in `core/optimisation`.
 */
import { z } from 'zod';
import { MONITORS } from '../metrics/facts';

/** Early stopping; null for none. */
export const stoppingSchema = z
  .strictObject({
    metric: z.enum(MONITORS).default('loss'),
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

export type StoppingSettings = NonNullable<z.infer<typeof stoppingSchema>>;
export type StepSettings = z.infer<typeof stepSchema>;
