/** MobileNetV3-small as torchvision and timm name it. */
import type { MobileNetV3Config } from '../../backbones/mobilenet-v3';
import type { Parameter } from '../../layers/parameters';
import type { PublishedFiles } from './published-files';
import { timmModuleOf } from './timm-blocks';
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

/** A layer before or after the blocks. @throws Error for one that the network does not have. */
function endOf(ends: ReadonlyMap<string, string>, layer: string): string {
  const found = ends.get(layer);
  if (found === undefined) throw new Error(`MobileNetV3 has no layer "${layer}".`);
  return found;
}

const TORCHVISION_ENDS = new Map([
  ['Conv', 'features.0.0'],
  ['Conv/norm', 'features.0.1'],
  ['Conv_1', 'features.12.0'],
  ['Conv_1/norm', 'features.12.1'],
  ['hidden', 'classifier.0'],
  ['predictions', 'classifier.3'],
]);

function torchvisionModule(layer: string): string {
  const place = placeOf(layer);
  if (!place) return endOf(TORCHVISION_ENDS, layer);
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

const TIMM_ENDS = new Map([
  ['Conv', 'conv_stem'],
  ['Conv/norm', 'bn1'],
  ['Conv_1', 'blocks.5.0.conv'],
  ['Conv_1/norm', 'blocks.5.0.bn1'],
  ['hidden', 'conv_head'],
  ['predictions', 'classifier'],
]);
function timmModule(layer: string): string {
  const place = placeOf(layer);
  if (!place) return endOf(TIMM_ENDS, layer);
  const { block, part, isNorm } = place;
  const module = `blocks.${TIMM_PLACES[block]}`;
  if (part === 'squeeze/reduce') return `${module}.se.conv_reduce`;
  if (part === 'squeeze/expand') return `${module}.se.conv_expand`;
  return `${module}.${timmModuleOf(part, { expands: block !== 0, isNorm })}`;
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

export const MOBILENET_V3_FILES: PublishedFiles<MobileNetV3Config> = {
  kind: 'files',
  known: [
    {
      config: (classes) => ({ family: 'mobilenet-v3', size: 'small', classes, source: 'torchvision' }),
      names: MOBILENET_V3_TORCHVISION,
    },
    {
      config: (classes) => ({ family: 'mobilenet-v3', size: 'small', classes, source: 'timm' }),
      names: MOBILENET_V3_TIMM,
    },
  ],
};
