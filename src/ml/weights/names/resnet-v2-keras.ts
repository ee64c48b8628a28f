/** ResNet50V2 as keras.applications names it: `conv3_block1_preact_bn`, `conv3_block1_2_conv`. */
import { kerasNames, shortcutFirst } from './keras';
import type { TensorNames } from './tensor-names';

/** Of a block. */
const PARTS = new Map([
  ['norm1', 'preact_bn'],
  ['conv1', '1_conv'],
  ['norm2', '1_bn'],
  ['conv2', '2_conv'],
  ['norm3', '2_bn'],
  ['conv3', '3_conv'],
  ['downsample/conv', '0_conv'],
]);
/** Before and after the blocks. */
const ENDS = new Map([
  ['stem/conv', 'conv1_conv'],
  ['norm', 'post_bn'],
  ['head/fc', 'predictions'],
]);

/** `stages/1/blocks/0/conv2` → `conv3_block1_2_conv`. @throws Error for a layer that the network does not have. */
function kerasLayer(layer: string): string {
  const [, stage, block, part = ''] = /^stages\/(\d)\/blocks\/(\d)\/(.+)$/.exec(layer) ?? [];
  const name = stage === undefined ? ENDS.get(layer) : PARTS.get(part);
  if (name === undefined) throw new Error(`ResNet50V2 has no layer "${layer}".`);
  return stage === undefined ? name : `conv${Number(stage) + 2}_block${Number(block) + 1}_${name}`;
}

export const RESNET_V2_KERAS: TensorNames = { ...kerasNames(kerasLayer), listedBefore: shortcutFirst };
