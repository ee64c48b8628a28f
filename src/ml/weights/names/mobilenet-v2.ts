/** MobileNetV2 as torchvision, timm and Keras name it. */
import { mobileNetV2Channels, type MobileNetV2Block } from '../../backbones/mobilenet';
import type { TrainableMobileNetV2Config } from '../../backbones/mobilenet-v2';
import { kerasNames } from './keras';
import type { PublishedFiles } from './published-files';
import { timmModuleOf } from './timm-blocks';
import { BATCH_COUNTERS, torchName } from './torch';
import type { TensorNames } from './tensor-names';

/** `block_3/expand/norm` → prefix `block_3`, part `expand`, and that it is the norm after it. */
function partsOf(layer: string): { prefix: string; part: string; isNorm: boolean } {
  const isNorm = layer.endsWith('/norm');
  const [prefix, part = ''] = (isNorm ? layer.slice(0, -'/norm'.length) : layer).split('/');
  return { prefix, part, isNorm };
}

// the order of the blocks is the same at every width
const BLOCKS = mobileNetV2Channels(1).blocks;

/** A block and its place among all. @throws Error for a layer that the network does not have. */
function blockOf(prefix: string): { index: number; block: MobileNetV2Block } {
  const index = BLOCKS.findIndex((block) => block.prefix === prefix);
  if (index === -1) throw new Error(`MobileNetV2 has no block "${prefix}".`);
  return { index, block: BLOCKS[index] };
}

function torchvisionModule(layer: string): string {
  if (layer === 'predictions') return 'classifier.1';
  const { prefix, part, isNorm } = partsOf(layer);
  const module = isNorm ? 1 : 0;
  if (prefix === 'Conv') return `features.0.${module}`;
  if (prefix === 'Conv_1') return `features.${BLOCKS.length + 1}.${module}`;
  const { index, block } = blockOf(prefix);
  const before = `features.${index + 1}.conv`;
  if (part === 'expand') return `${before}.0.${module}`;
  const depthwise = block.expansion === 1 ? 0 : 1;
  if (part === 'depthwise') return `${before}.${depthwise}.${module}`;
  return `${before}.${depthwise + 1 + module}`;
}

function timmModule(layer: string): string {
  if (layer === 'predictions') return 'classifier';
  const { prefix, part, isNorm } = partsOf(layer);
  const module = isNorm ? 1 : 0;
  if (prefix === 'Conv') return ['conv_stem', 'bn1'][module];
  if (prefix === 'Conv_1') return ['conv_head', 'bn2'][module];
  const { index, block } = blockOf(prefix);
  const within = index - BLOCKS.findIndex(({ stage }) => stage === block.stage);
  return `blocks.${block.stage - 1}.${within}.${timmModuleOf(part, { expands: block.expansion !== 1, isNorm })}`;
}

function torch(title: string, moduleOf: (layer: string) => string): TensorNames {
  return {
    title,
    framework: 'torch',
    nameOf: (parameter) => torchName(moduleOf(parameter.layer), parameter),
    asConvolution: () => false,
    ignored: BATCH_COUNTERS,
  };
}

export const MOBILENET_V2_TORCHVISION = torch('torchvision', torchvisionModule);
export const MOBILENET_V2_TIMM = torch('timm', timmModule);

/** `block_3_expand`, `block_3_expand_BN`; the stem's and the last one's norms are named in their own way. */
const KERAS_OF_TODAY = kerasNames((layer) => {
  if (layer === 'predictions') return 'predictions';
  const { prefix, part, isNorm } = partsOf(layer);
  if (prefix === 'Conv') return isNorm ? 'bn_Conv1' : 'Conv1';
  if (prefix === 'Conv_1') return isNorm ? 'Conv_1_bn' : 'Conv_1';
  return `${prefix}_${part}${isNorm ? '_BN' : ''}`;
});

/**
 * The files that keras.applications downloads are named as in its first version (keras-applications 1.0.0,
 * `mobilenet_v2.py`): `mobl3_conv_3_expand`, `bn3_conv_3_bn_expand`, `Logits`.
 */
function formerKerasLayer(layer: string): string | null {
  if (layer === 'Logits') return 'predictions';
  const [, kind, block, part] =
    /^(mobl|bn)(\d+)_conv_\d+_(?:bn_)?(expand|depthwise|project)$/.exec(layer) ?? [];
  if (part === undefined) return null;
  const prefix = block === '0' ? 'expanded_conv' : `block_${block}`;
  return `${prefix}_${part}${kind === 'bn' ? '_BN' : ''}`;
}

export const MOBILENET_V2_KERAS: TensorNames = { ...KERAS_OF_TODAY, formerLayer: formerKerasLayer };

/** Widths that weights have been published for. */
const WIDTHS = [0.35, 0.5, 0.75, 1, 1.3, 1.4];
const KINDS = [
  ['torch', MOBILENET_V2_TORCHVISION],
  ['torch', MOBILENET_V2_TIMM],
  ['keras', MOBILENET_V2_KERAS],
] as const;

export const MOBILENET_V2_FILES: PublishedFiles<TrainableMobileNetV2Config> = {
  kind: 'files',
  known: WIDTHS.flatMap((width) =>
    KINDS.map(([source, names]) => ({
      config: (classes: number) => ({ family: 'mobilenet-v2', width, classes, source }) as const,
      names,
    })),
  ),
};
