/**
 * When a training stops, and what a step does besides the network itself. Defaults are those of PyTorch, Keras and
 * torchvision. Optimizer, loss and schedule are in `core/optimisation`.
 */
import { z } from 'zod';
import { MONITORS } from '../metrics/facts';

/** Early stopping; null for none. */
export const stoppingSchema = z
  .strictObject({
    metric: z.enum(MONITORS).default('loss'),
    /** Training ends after this many epochs without improvement. */
    patience: z.int().min(1).max(10000).default(5),
    /** Smallest change of the metric that counts as an improvement. */
    minDelta: z.number().min(0).default(0),
  })
  .nullable()
  .default(null);

/** What a training step does besides running the network. */
export const stepSchema = z
  .strictObject({
    /** Gradients with a larger total norm are scaled down to this norm; null for no clipping. */
    clipNorm: z.number().positive().nullable().default(null),
    /** Number of batches whose gradients are averaged before the weights are updated. */
    accumulate: z.int().min(1).max(1024).default(1),
    /** Evaluate and keep an exponential moving average of the weights; null for the weights themselves. */
    averaging: z
      .strictObject({ decay: z.number().min(0).lt(1).default(0.999) })
      .nullable()
      .default(null),
    precision: z.enum(['f32', 'mixed']).default('f32'),
  })
  .prefault({});

export type StoppingSettings = NonNullable<z.infer<typeof stoppingSchema>>;
export type StepSettings = z.infer<typeof stepSchema>;
