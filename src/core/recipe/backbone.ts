/**
 * The recipe's backbone: the bundled network as it is (its features, its own last stages), or any architecture of
 * ours, filled from a source of weights. The shapes are those of `ml/backbones`, without what the task decides.
 */
import { z } from 'zod';
import { weightsSourceSchema } from './weights-source';

const RES_NETS = ['resnet18', 'resnet34', 'resnet50', 'wide-resnet50-2'] as const;
const dropout = z.number().min(0).max(0.95);

export const architectureSchema = z.discriminatedUnion('family', [
  z.strictObject({
    family: z.literal('resnet'),
    size: z.enum(RES_NETS).default('resnet18'),
    /** He et al. 2018, "Bag of Tricks". torchvision's ResNets have B already. */
    tweakB: z.boolean().default(true),
    tweakC: z.boolean().default(false),
    tweakD: z.boolean().default(false),
    zeroGamma: z.boolean().default(false),
    activation: z.enum(['relu', 'mish']).default('relu'),
  }),
  z.strictObject({
    family: z.literal('resnet-v2'),
    size: z.literal('resnet50-v2').default('resnet50-v2'),
    /** Keras has a stage's stride in its last block. */
    source: z.enum(['timm', 'keras']).default('timm'),
  }),
  z.strictObject({
    family: z.literal('vgg'),
    size: z.literal('vgg16').default('vgg16'),
    top: z
      .discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('average') }),
        z.strictObject({
          kind: z.literal('dense'),
          units: z.int().min(1).max(8192).default(4096),
          dropout: dropout.default(0.5),
        }),
      ])
      .prefault({ kind: 'average' }),
  }),
  z.strictObject({
    family: z.literal('mobilenet-v1'),
    width: z.number().min(0.1).max(2).default(1),
    dropout: dropout.default(0.001),
  }),
  z.strictObject({
    family: z.literal('mobilenet-v2'),
    width: z.number().min(0.1).max(2).default(1),
    /** `folded` is the bundled network, without batch norms. */
    source: z.enum(['torch', 'keras', 'folded']).default('folded'),
    dropout: dropout.default(0.2),
  }),
  z.strictObject({
    family: z.literal('mobilenet-v3'),
    size: z.literal('small').default('small'),
    source: z.enum(['torchvision', 'timm']).default('torchvision'),
    dropout: dropout.default(0.2),
  }),
  z.strictObject({
    family: z.literal('plain-cnn'),
    size: z.enum(['three-block', 'eleven-layer']).default('three-block'),
    blockDropout: dropout.default(0.25),
    denseDropout: dropout.default(0.5),
  }),
  z.strictObject({
    family: z.literal('deep-and-wide'),
    deep: z.enum(RES_NETS).default('resnet18'),
    wide: z.enum(RES_NETS).default('wide-resnet50-2'),
    joint: z.int().min(8).max(4096).default(256),
  }),
]);
export type ArchitectureSettings = z.infer<typeof architectureSchema>;

export const BUNDLED_TAPS = [
  'block_6_expand',
  'block_12_add',
  'block_13_expand',
  'block_15_add',
  'Conv_1',
] as const;

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
