/**
 * The recipe's backbone: the frozen bundled network (its features, its own last stages), or any of our architectures,
 * with weights from a source. Architectures are described in `core/backbones`.
 */
import { z } from 'zod';
import { architectureSchema } from '../backbones/architectures';
import { weightsSourceSchema } from './weights-source';

const BUNDLED_TAPS = ['block_6_expand', 'block_12_add', 'block_13_expand', 'block_15_add', 'Conv_1'] as const;

/** What is trained. Stages are the architecture's own, from the image to the logits. */
export const depthSchema = z
  .discriminatedUnion('kind', [
    /** A head on features of the frozen backbone, which are computed once. */
    z.strictObject({ kind: z.literal('head') }),
    /** The head and this many stages before it; the output of the earlier stages is computed once per image. */
    z.strictObject({ kind: z.literal('last'), stages: z.int().min(1).max(20).default(2) }),
    z.strictObject({ kind: z.literal('all') }),
    /**
     * First the head alone, then also the last `stages` stages (null: all), each earlier one with a lower learning
     * rate.
     */
    z.strictObject({
      kind: z.literal('staged'),
      headEpochs: z.int().min(1).max(1000).default(3),
      stages: z.int().min(1).max(20).nullable().default(null),
      /** Learning rate of a stage as a share of the next stage's (fastai's discriminative learning rates). */
      ratePerStage: z.number().positive().max(1).default(0.5),
    }),
  ])
  .prefault({ kind: 'head' });
export type DepthSettings = z.infer<typeof depthSchema>;

export const backboneSchema = z
  .strictObject({
    id: z.enum(['open-images-mobilenet-v2']).default('open-images-mobilenet-v2'),
    /**
     * Layers of the bundled network whose outputs are averaged over the image and concatenated: the head's features.
     */
    taps: z.array(z.enum(BUNDLED_TAPS)).min(1).default(['block_12_add', 'block_13_expand', 'block_15_add']),
    /** An architecture in place of the bundled network; null for the bundled network. */
    architecture: architectureSchema.nullable().default(null),
    /** Source of the network's initial weights; the head always starts from random weights. */
    weights: weightsSourceSchema,
  })
  .prefault({});
