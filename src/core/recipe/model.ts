/** The recipe's model: a trained network, nearest neighbours, or chance. */
import { z } from 'zod';

export const modelSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('network') }),
    z.strictObject({
      kind: z.literal('neighbours'),
      /** Votes of the k nearest; ML-kNN (Zhang & Zhou 2007); or one kNN per label against the rest. */
      method: z.enum(['knn', 'ml-knn', 'one-versus-rest']).default('ml-knn'),
      k: z.int().min(1).max(1000).default(10),
      /** Other numbers of neighbours to compute figures for, for the chart of the sweep. */
      sweep: z.array(z.int().min(1).max(1000)).max(50).default([]),
      /** ML-kNN's s. */
      smoothing: z.number().positive().default(1),
      /** What distances are computed on: raw pixels of `images`, 0 to 255, or the backbone's features. */
      on: z.enum(['pixels', 'features']).default('pixels'),
    }),
    z.strictObject({
      kind: z.literal('random'),
      /**
       * How labels are drawn, see `core/neighbours/random-labels.ts`. For classes, only the first two ways; each draws
       * one class.
       */
      draw: z.enum(['one-uniform', 'one-frequent', 'cardinality', 'frequency']).default('one-uniform'),
    }),
  ])
  .prefault({ kind: 'network' });
export type ModelSettings = z.infer<typeof modelSchema>;
