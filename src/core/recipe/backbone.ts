/**
 * The recipe's backbone: the bundled network as it is (its features, its own last stages), or any architecture of
 * ours, filled from a source of weights. Architectures are described in `core/backbones`.
 */
import { z } from 'zod';
import { architectureSchema } from '../backbones/architectures';
import { weightsSourceSchema } from './weights-source';

const BUNDLED_TAPS = ['block_6_expand', 'block_12_add', 'block_13_expand', 'block_15_add', 'Conv_1'] as const;

/** What is trained. Stages are the architecture's own, from the image to the logits. */
export const depthSchema = z
  .discriminatedUnion('kind', [
    /** A head on features of the frozen backbone, computed once. */
    z.strictObject({ kind: z.literal('head') }),
    /** The head and so many stages before it; what comes before them is computed once an image. */
    z.strictObject({ kind: z.literal('last'), stages: z.int().min(1).max(20).default(2) }),
    z.strictObject({ kind: z.literal('all') }),
    /** The head first, then the last so many stages too (null: all), each earlier one more slowly. */
    z.strictObject({
      kind: z.literal('staged'),
      headEpochs: z.int().min(1).max(1000).default(3),
      stages: z.int().min(1).max(20).nullable().default(null),
      /** Learning rate of a stage as a share of the next one's (fastai's discriminative learning rates). */
      ratePerStage: z.number().positive().max(1).default(0.5),
    }),
  ])
  .prefault({ kind: 'head' });
export type DepthSettings = z.infer<typeof depthSchema>;

export const backboneSchema = z
  .strictObject({
    id: z.enum(['open-images-mobilenet-v2']).default('open-images-mobilenet-v2'),
    /** Layers of the bundled network whose outputs are averaged over the image and joined: the head's features. */
    taps: z.array(z.enum(BUNDLED_TAPS)).min(1).default(['block_12_add', 'block_13_expand', 'block_15_add']),
    /** A network of its own in place of the bundled one; null for the bundled one. */
    architecture: architectureSchema.nullable().default(null),
    /** What the network is filled with before it is trained; the head always begins anew. */
    weights: weightsSourceSchema,
  })
  .prefault({});
