/** MobileNetV3-small as torchvision and timm name it. */
import type { Parameter } from '../../layers/parameters';
import { TIMM_FIRST_PARTS, TIMM_PARTS } from './timm-blocks';
import { BATCH_COUNTERS, torchName } from './torch';
import type { TensorNames } from './tensor-names';

/** timm's stage and number within it, of each block. */
const TIMM_PLACES = ['0.0', '1.0', '1.1', '2.0', '2.1', '2.2', '3.0', '3.1', '4.0', '4.1', '4.2'] as const;
/** Blocks without squeeze-excite. */
const PLAIN_BLOCKS = [1, 2];

interface Place {
  block: number;
  /** `expand`, `depthwise`, `squeeze/reduce`, `squeeze/expand`, `project` */
  part: string;
  isNorm: boolean;
}

/** Where a layer `block_4/expand/norm` is; null for one of no block. */
function placeOf(layer: string): Place | null {
  const found = /^block_(\d+)\/(.+?)(\/norm)?$/.exec(layer);
  return found && { block: Number(found[1]), part: found[2], isNorm: found[3] !== undefined };
}

const TORCHVISION_ENDS: Record<string, string> = {
  Conv: 'features.0.0',
  'Conv/norm': 'features.0.1',
  Conv_1: 'features.12.0',
  'Conv_1/norm': 'features.12.1',
  hidden: 'classifier.0',
  predictions: 'classifier.3',
};

function torchvisionModule(layer: string): string {
  const place = placeOf(layer);
  if (!place) return TORCHVISION_ENDS[layer];
  const { block, part, isNorm } = place;
  const parts = [
    // the first block does not expand
    ...(block === 0 ? [] : ['expand']),
    'depthwise',
    ...(PLAIN_BLOCKS.includes(block) ? [] : ['squeeze']),
    'project',
  ];
  const module = `features.${block + 1}.block.${parts.indexOf(part.split('/')[0])}`;
  if (part === 'squeeze/reduce') return `${module}.fc1`;
  if (part === 'squeeze/expand') return `${module}.fc2`;
  return `${module}.${isNorm ? 1 : 0}`;
}

const TIMM_ENDS: Record<string, string> = {
  Conv: 'conv_stem',
  'Conv/norm': 'bn1',
  Conv_1: 'blocks.5.0.conv',
  'Conv_1/norm': 'blocks.5.0.bn1',
  hidden: 'conv_head',
  predictions: 'classifier',
};
function timmModule(layer: string): string {
  const place = placeOf(layer);
  if (!place) return TIMM_ENDS[layer];
  const { block, part, isNorm } = place;
  const module = `blocks.${TIMM_PLACES[block]}`;
  if (part === 'squeeze/reduce') return `${module}.se.conv_reduce`;
  if (part === 'squeeze/expand') return `${module}.se.conv_expand`;
  const parts = block === 0 ? TIMM_FIRST_PARTS : TIMM_PARTS;
  return `${module}.${parts[part][isNorm ? 1 : 0]}`;
}

function squeezes({ layer }: Parameter): boolean {
  return layer.includes('/squeeze/');
}

export const MOBILENET_V3_TORCHVISION: TensorNames = {
  title: 'torchvision',
  framework: 'torch',
  nameOf: (parameter) => torchName(torchvisionModule(parameter.layer), parameter),
  asConvolution: squeezes,
  ignored: BATCH_COUNTERS,
};

export const MOBILENET_V3_TIMM: TensorNames = {
  title: 'timm',
  framework: 'torch',
  nameOf: (parameter) => torchName(timmModule(parameter.layer), parameter),
  asConvolution: (parameter) => squeezes(parameter) || parameter.layer === 'hidden',
  ignored: BATCH_COUNTERS,
};
