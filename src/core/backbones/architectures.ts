/**
 * The only list of architecture families, by the id that a recipe stores. Recipes, menus, tables of settings, the hub's
 * networks and `ml` read it. A new family needs an entry below and a line in each list at the end;
 * `ml/backbones/architectures.ts` and `ml/weights/published.ts` do not compile until they have it too.
 */
import { z } from 'zod';
import { architecture, type ArchitectureFacts, type HubNetworkFacts } from './architecture-facts';

const dropout = z.number().min(0).max(0.95);
const width = z.number().min(0.1).max(2).default(1);

/** Field names that several families share. */
const SIZE = 'Size';
const WIDTH = { title: 'Width multiplier' };
const DROPOUT = { title: 'Network dropout' };
const SOURCE = 'Names as in';

/** A timm network on the hub. Sizes in bytes were measured there; licences are as stated in the repositories. */
function timm<const Settings>(
  name: string,
  about: Omit<HubNetworkFacts<Settings>, 'hub' | 'trainedOn' | 'imageSize'>,
): HubNetworkFacts<Settings> {
  return {
    hub: { repo: `timm/${name}`, file: 'model.safetensors', revision: 'main' },
    trainedOn: 'ImageNet-1k',
    imageSize: 224,
    ...about,
  };
}

const RES_NETS = {
  resnet18: 'ResNet18',
  resnet34: 'ResNet34',
  resnet50: 'ResNet50',
  'wide-resnet50-2': 'Wide ResNet50-2',
} as const;
const RES_NET_SIZES = ['resnet18', 'resnet34', 'resnet50', 'wide-resnet50-2'] as const;
type ResNetSize = (typeof RES_NET_SIZES)[number];

const resNetChoice = <Size extends ResNetSize>(size: Size) => ({
  label: RES_NETS[size],
  settings: { family: 'resnet', size } as const,
});

const resNet = architecture({
  title: 'ResNet',
  schema: z.strictObject({
    family: z.literal('resnet'),
    size: z.enum(RES_NET_SIZES).default('resnet18'),
    /** He et al. 2018, "Bag of Tricks". torchvision's ResNets include tweak B. */
    tweakB: z.boolean().default(true),
    tweakC: z.boolean().default(false),
    tweakD: z.boolean().default(false),
    zeroGamma: z.boolean().default(false),
    activation: z.enum(['relu', 'mish']).default('relu'),
  }),
  fields: {
    size: { title: SIZE, words: RES_NETS },
    tweakB: { title: 'ResNet-B' },
    tweakC: { title: 'ResNet-C' },
    tweakD: { title: 'ResNet-D' },
    zeroGamma: { title: 'Zero γ' },
    activation: { title: 'Activation', words: { relu: 'ReLU', mish: 'Mish' } },
  },
  choices: {
    resnet18: resNetChoice('resnet18'),
    resnet34: resNetChoice('resnet34'),
    resnet50: resNetChoice('resnet50'),
    'wide-resnet50-2': resNetChoice('wide-resnet50-2'),
  },
  choiceOf: ({ size }) => size,
  text: ({ size, tweakC, tweakD, activation }) => {
    const tweaks = [tweakC && 'C', tweakD && 'D', activation === 'mish' && 'Mish'].filter(Boolean);
    return tweaks.length > 0 ? `${RES_NETS[size]} with ${tweaks.join(', ')}` : RES_NETS[size];
  },
  pretrained: {
    kind: 'files',
    named: 'ResNet',
    decisive: ['size'],
    hub: [
      timm('resnet18.tv_in1k', {
        title: 'ResNet18',
        architecture: { family: 'resnet', size: 'resnet18' },
        licence: 'BSD-3-Clause',
        millions: 12,
        bytes: 46_800_000,
        neededBytes: null,
      }),
      timm('resnet34.tv_in1k', {
        title: 'ResNet34',
        architecture: { family: 'resnet', size: 'resnet34' },
        licence: 'BSD-3-Clause',
        millions: 22,
        bytes: 87_300_000,
        neededBytes: null,
      }),
      timm('resnet50.tv_in1k', {
        title: 'ResNet50',
        architecture: { family: 'resnet', size: 'resnet50' },
        licence: 'BSD-3-Clause',
        millions: 26,
        bytes: null,
        neededBytes: null,
      }),
      timm('wide_resnet50_2.tv_in1k', {
        title: 'Wide ResNet50-2',
        architecture: { family: 'resnet', size: 'wide-resnet50-2' },
        licence: 'BSD-3-Clause',
        millions: 69,
        bytes: null,
        neededBytes: null,
      }),
    ],
  },
});

const resNetV2 = architecture({
  title: 'ResNetV2',
  schema: z.strictObject({
    family: z.literal('resnet-v2'),
    size: z.literal('resnet50-v2').default('resnet50-v2'),
    /** Keras puts a stage's stride in its last block. */
    source: z.enum(['timm', 'keras']).default('timm'),
  }),
  fields: {
    size: { title: SIZE, words: { 'resnet50-v2': 'ResNet50V2' } },
    source: { title: SOURCE, words: { timm: 'timm', keras: 'Keras' } },
  },
  choices: { 'resnet50-v2': { label: 'ResNet50V2', settings: { family: 'resnet-v2' } } },
  choiceOf: ({ size }) => size,
  text: () => 'ResNet50V2',
  pretrained: {
    kind: 'files',
    named: 'ResNet',
    decisive: ['size', 'source'],
    hub: [
      timm('resnetv2_50.a1h_in1k', {
        title: 'ResNet50V2',
        architecture: { family: 'resnet-v2', size: 'resnet50-v2' },
        licence: 'Apache-2.0',
        millions: 26,
        bytes: 102_000_000,
        neededBytes: null,
      }),
    ],
  },
});

const vgg = architecture({
  title: 'VGG',
  schema: z.strictObject({
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
  fields: {
    size: { title: SIZE, words: { vgg16: 'VGG16' } },
    top: {
      within: {
        kind: { title: 'Top', words: { average: 'Average-pool', dense: 'Dense layers' } },
        units: { title: 'Top units' },
        dropout: { title: 'Top dropout' },
      },
    },
  },
  choices: { vgg16: { label: 'VGG16', settings: { family: 'vgg' } } },
  choiceOf: ({ size }) => size,
  text: () => 'VGG16',
  pretrained: {
    kind: 'files',
    named: 'VGG16',
    decisive: ['size'],
    hub: [
      timm('vgg16.tv_in1k', {
        title: 'VGG16 without its dense layers',
        architecture: { family: 'vgg', size: 'vgg16', top: { kind: 'average' } },
        licence: 'BSD-3-Clause',
        millions: 15,
        bytes: 553_000_000,
        // 14,714,688 weights of 4 bytes
        neededBytes: 58_900_000,
      }),
    ],
  },
});

const mobileNetV1 = architecture({
  title: 'MobileNetV1',
  schema: z.strictObject({ family: z.literal('mobilenet-v1'), width, dropout: dropout.default(0.001) }),
  fields: { width: WIDTH, dropout: DROPOUT },
  choices: { 'mobilenet-v1': { label: 'MobileNetV1', settings: { family: 'mobilenet-v1' } } },
  choiceOf: ({ family }) => family,
  text: (settings) => `MobileNetV1 ${settings.width}`,
  pretrained: { kind: 'files', named: 'MobileNet', decisive: ['width'], hub: [] },
});

const mobileNetV2 = architecture({
  title: 'MobileNetV2',
  schema: z.strictObject({
    family: z.literal('mobilenet-v2'),
    width,
    /** `folded` is the bundled network, with batch norms folded into its convolutions. */
    source: z.enum(['torch', 'keras', 'folded']).default('folded'),
    dropout: dropout.default(0.2),
  }),
  fields: {
    width: WIDTH,
    source: {
      title: SOURCE,
      words: { torch: 'PyTorch', keras: 'Keras', folded: 'The bundled network' },
    },
    dropout: DROPOUT,
  },
  choices: {
    'mobilenet-v2': { label: 'MobileNetV2', settings: { family: 'mobilenet-v2', source: 'torch' } },
  },
  choiceOf: ({ family }) => family,
  text: (settings) => `MobileNetV2 ${settings.width}`,
  pretrained: {
    kind: 'files',
    named: 'MobileNet',
    decisive: ['width', 'source'],
    hub: [
      timm('mobilenetv2_100.ra_in1k', {
        title: 'MobileNetV2 1.0',
        architecture: { family: 'mobilenet-v2', width: 1, source: 'torch' },
        licence: 'Apache-2.0',
        millions: 4,
        bytes: 14_200_000,
        neededBytes: null,
      }),
    ],
  },
});

const mobileNetV3 = architecture({
  title: 'MobileNetV3',
  schema: z.strictObject({
    family: z.literal('mobilenet-v3'),
    size: z.literal('small').default('small'),
    source: z.enum(['torchvision', 'timm']).default('torchvision'),
    dropout: dropout.default(0.2),
  }),
  fields: {
    size: { title: SIZE, words: { small: 'Small' } },
    source: { title: SOURCE, words: { torchvision: 'torchvision', timm: 'timm' } },
    dropout: DROPOUT,
  },
  choices: { 'mobilenet-v3': { label: 'MobileNetV3 small', settings: { family: 'mobilenet-v3' } } },
  choiceOf: ({ family }) => family,
  text: () => 'MobileNetV3 small',
  pretrained: {
    kind: 'files',
    named: 'MobileNet',
    decisive: ['size', 'source'],
    hub: [
      timm('mobilenetv3_small_100.lamb_in1k', {
        title: 'MobileNetV3 small',
        architecture: { family: 'mobilenet-v3', size: 'small', source: 'timm' },
        licence: 'Apache-2.0',
        millions: 3,
        bytes: null,
        neededBytes: null,
      }),
    ],
  },
});

const plainCnn = architecture({
  title: 'Plain CNN',
  schema: z.strictObject({
    family: z.literal('plain-cnn'),
    size: z.enum(['three-block', 'eleven-layer']).default('three-block'),
    blockDropout: dropout.default(0.25),
    denseDropout: dropout.default(0.5),
  }),
  fields: {
    size: { title: SIZE, words: { 'three-block': 'Three-block CNN', 'eleven-layer': '11-layer CNN' } },
    blockDropout: { title: 'Block dropout' },
    denseDropout: { title: 'Dense dropout' },
  },
  choices: {
    'three-block': { label: 'Three-block CNN', settings: { family: 'plain-cnn', size: 'three-block' } },
    'eleven-layer': { label: '11-layer CNN', settings: { family: 'plain-cnn', size: 'eleven-layer' } },
  },
  choiceOf: ({ size }) => size,
  text: ({ size }) => (size === 'three-block' ? 'three-block network' : '11-layer network'),
  pretrained: { kind: 'none' },
});

const deepAndWide = architecture({
  title: 'Deep & Wide',
  schema: z.strictObject({
    family: z.literal('deep-and-wide'),
    deep: z.enum(RES_NET_SIZES).default('resnet18'),
    wide: z.enum(RES_NET_SIZES).default('wide-resnet50-2'),
    joint: z.int().min(8).max(4096).default(256),
  }),
  fields: {
    deep: { title: 'Deep network', words: RES_NETS },
    wide: { title: 'Wide network', words: RES_NETS },
    joint: { title: 'Joint channels' },
  },
  choices: { 'deep-and-wide': { label: 'Deep & Wide', settings: { family: 'deep-and-wide' } } },
  choiceOf: ({ family }) => family,
  text: () => 'Deep & Wide',
  pretrained: {
    kind: 'parts',
    partsOf: ({ deep, wide }) => [deep, wide].map((size) => ({ family: 'resnet', size })),
  },
});

export const architectureSchema = z.discriminatedUnion('family', [
  resNet.schema,
  resNetV2.schema,
  vgg.schema,
  mobileNetV1.schema,
  mobileNetV2.schema,
  mobileNetV3.schema,
  plainCnn.schema,
  deepAndWide.schema,
]);

/** A network as stored in a recipe: without what the task and the images determine. */
export type ArchitectureSettings = z.infer<typeof architectureSchema>;
/** The same before defaults are filled in. */
export type ArchitectureInput = z.input<typeof architectureSchema>;
export type ArchitectureId = ArchitectureSettings['family'];
/** One family's settings. */
export type SettingsOf<Id extends ArchitectureId> = Extract<ArchitectureSettings, { family: Id }>;

/** In menu order. */
export const ARCHITECTURES = {
  resnet: resNet,
  'resnet-v2': resNetV2,
  vgg,
  'mobilenet-v1': mobileNetV1,
  'mobilenet-v2': mobileNetV2,
  'mobilenet-v3': mobileNetV3,
  'plain-cnn': plainCnn,
  'deep-and-wide': deepAndWide,
} satisfies {
  [Id in ArchitectureId]: ArchitectureFacts<
    Extract<(typeof architectureSchema.options)[number], { shape: { family: z.ZodLiteral<Id> } }>
  >;
};
