/** MobileNetV2 as torchvision, timm and Keras name it. */
import { mobileNetV2Channels } from '../../backbones/mobilenet';
import { kerasNames } from './keras';
import { TIMM_FIRST_PARTS, TIMM_PARTS } from './timm-blocks';
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

function torchvisionModule(layer: string): string {
  if (layer === 'predictions') return 'classifier.1';
  const { prefix, part, isNorm } = partsOf(layer);
  const module = isNorm ? 1 : 0;
  if (prefix === 'Conv') return `features.0.${module}`;
  if (prefix === 'Conv_1') return `features.${BLOCKS.length + 1}.${module}`;
  const index = BLOCKS.findIndex((block) => block.prefix === prefix);
  const expands = BLOCKS[index].expansion !== 1;
  const block = `features.${index + 1}.conv`;
  if (part === 'expand') return `${block}.0.${module}`;
  const depthwise = expands ? 1 : 0;
  if (part === 'depthwise') return `${block}.${depthwise}.${module}`;
  return `${block}.${depthwise + 1 + module}`;
}

function timmModule(layer: string): string {
  if (layer === 'predictions') return 'classifier';
  const { prefix, part, isNorm } = partsOf(layer);
  const module = isNorm ? 1 : 0;
  if (prefix === 'Conv') return ['conv_stem', 'bn1'][module];
  if (prefix === 'Conv_1') return ['conv_head', 'bn2'][module];
  const index = BLOCKS.findIndex((block) => block.prefix === prefix);
  const { stage, expansion } = BLOCKS[index];
  const within = index - BLOCKS.findIndex((block) => block.stage === stage);
  const parts = expansion === 1 ? TIMM_FIRST_PARTS : TIMM_PARTS;
  return `blocks.${stage - 1}.${within}.${parts[part][module]}`;
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
export const MOBILENET_V2_KERAS = kerasNames((layer) => {
  if (layer === 'predictions') return 'predictions';
  const { prefix, part, isNorm } = partsOf(layer);
  if (prefix === 'Conv') return isNorm ? 'bn_Conv1' : 'Conv1';
  if (prefix === 'Conv_1') return isNorm ? 'Conv_1_bn' : 'Conv_1';
  return `${prefix}_${part}${isNorm ? '_BN' : ''}`;
});
