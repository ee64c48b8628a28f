/** ResNet50V2 as keras.applications names it: `conv3_block1_preact_bn`, `conv3_block1_2_conv`. */
import { kerasNames } from './keras';

const PARTS: Record<string, string> = {
  norm1: 'preact_bn',
  conv1: '1_conv',
  norm2: '1_bn',
  conv2: '2_conv',
  norm3: '2_bn',
  conv3: '3_conv',
  'downsample/conv': '0_conv',
};
const ENDS: Record<string, string> = { 'stem/conv': 'conv1_conv', norm: 'post_bn', 'head/fc': 'predictions' };

/** `stages/1/blocks/0/conv2` → `conv3_block1_2_conv` */
export const RESNET_V2_KERAS = kerasNames((layer) => {
  const [, stage, block, part] = /^stages\/(\d)\/blocks\/(\d)\/(.+)$/.exec(layer) ?? [];
  return part === undefined
    ? ENDS[layer]
    : `conv${Number(stage) + 2}_block${Number(block) + 1}_${PARTS[part]}`;
});
