/**
 * The MobileNet family, as networks. V2 is a stem, seventeen inverted residual blocks (expand 1×1, depthwise 3×3,
 * project 1×1, plus the input if shapes allow) and a last 1×1 convolution; nodes are named as in Keras.
 * Source: Sandler et al. 2018, "MobileNetV2: Inverted Residuals and Linear Bottlenecks", table 2.
 */
import { INPUT, type Network, type NetworkNode, type Padding } from './network';

export interface MobileNetV2Config {
  family: 'mobilenet-v2';
  /** Width multiplier; channels are rounded to multiples of 8. */
  width: number;
  /** TensorFlow's weights need `same`; PyTorch's need one pixel of padding on every side. */
  padding: 'same' | 'explicit';
  /** Batch norms are folded into kernels and biases. */
  batchNorm: 'folded';
  inputRange: [number, number];
}

/** Expansion, channels at width 1, blocks, stride of the first block. */
const STAGES = [
  { expansion: 1, channels: 16, blocks: 1, stride: 1 },
  { expansion: 6, channels: 24, blocks: 2, stride: 2 },
  { expansion: 6, channels: 32, blocks: 3, stride: 2 },
  { expansion: 6, channels: 64, blocks: 4, stride: 2 },
  { expansion: 6, channels: 96, blocks: 3, stride: 1 },
  { expansion: 6, channels: 160, blocks: 3, stride: 2 },
  { expansion: 6, channels: 320, blocks: 1, stride: 1 },
] as const;
const STEM_CHANNELS = 32;
const LAST_CHANNELS = 1280;

/** The nearest multiple of 8, at least 8, and never more than a tenth below (Keras' `_make_divisible`). */
export function roundChannels(channels: number): number {
  const rounded = Math.max(8, Math.floor((channels + 4) / 8) * 8);
  return rounded < 0.9 * channels ? rounded + 8 : rounded;
}

/** An inverted residual block. */
export interface MobileNetV2Block {
  /** Number of its stage, from 1. */
  stage: number;
  /** `expanded_conv`, `block_1` … `block_16` */
  prefix: string;
  in: number;
  out: number;
  expansion: number;
  stride: number;
}

interface MobileNetV2Channels {
  stem: number;
  blocks: MobileNetV2Block[];
  last: number;
}

/** The channels of every part at a width. */
export function mobileNetV2Channels(width: number): MobileNetV2Channels {
  const stem = roundChannels(STEM_CHANNELS * width);
  const blocks: MobileNetV2Block[] = [];
  let channels = stem;
  for (const [index, stage] of STAGES.entries()) {
    const out = roundChannels(stage.channels * width);
    for (let i = 0; i < stage.blocks; i++) {
      blocks.push({
        stage: index + 1,
        prefix: blocks.length === 0 ? 'expanded_conv' : `block_${blocks.length}`,
        in: channels,
        out,
        expansion: stage.expansion,
        stride: i === 0 ? stage.stride : 1,
      });
      channels = out;
    }
  }
  return { stem, blocks, last: width > 1 ? roundChannels(LAST_CHANNELS * width) : LAST_CHANNELS };
}

/** MobileNetV2 as nodes: `Conv`, `expanded_conv_*`, `block_1_*` … `block_16_*`, `Conv_1`. */
export function mobileNetV2(config: MobileNetV2Config): Network {
  const padding = (size: number): Padding => (config.padding === 'same' ? 'same' : (size - 1) / 2);
  const channels = mobileNetV2Channels(config.width);
  const nodes: NetworkNode[] = [
    {
      op: 'convolution',
      name: 'Conv',
      input: INPUT,
      weights: 'Conv',
      size: 3,
      in: 3,
      out: channels.stem,
      stride: 2,
      padding: padding(3),
      activation: 'relu6',
    },
  ];
  let last = 'Conv';
  for (const block of channels.blocks) {
    const ofBlock = blockNodes(block, last, padding);
    nodes.push(...ofBlock);
    last = ofBlock[ofBlock.length - 1].name;
  }
  nodes.push({
    op: 'convolution',
    name: 'Conv_1',
    input: last,
    weights: 'Conv_1',
    size: 1,
    in: channels.blocks[channels.blocks.length - 1].out,
    out: channels.last,
    stride: 1,
    padding: padding(1),
    activation: 'relu6',
  });
  return { inputRange: config.inputRange, nodes };
}

function blockNodes(
  block: MobileNetV2Block,
  input: string,
  padding: (size: number) => Padding,
): NetworkNode[] {
  const { prefix } = block;
  const wide = block.in * block.expansion;
  const nodes: NetworkNode[] = [];
  if (block.expansion !== 1)
    nodes.push({
      op: 'convolution',
      name: `${prefix}_expand`,
      input,
      weights: `${prefix}/expand`,
      size: 1,
      in: block.in,
      out: wide,
      stride: 1,
      padding: padding(1),
      activation: 'relu6',
    });
  nodes.push(
    {
      op: 'depthwise',
      name: `${prefix}_depthwise`,
      input: nodes.length ? `${prefix}_expand` : input,
      weights: `${prefix}/depthwise`,
      size: 3,
      out: wide,
      stride: block.stride,
      padding: padding(3),
      activation: 'relu6',
    },
    {
      op: 'convolution',
      name: `${prefix}_project`,
      input: `${prefix}_depthwise`,
      weights: `${prefix}/project`,
      size: 1,
      in: wide,
      out: block.out,
      stride: 1,
      padding: padding(1),
      activation: 'linear',
    },
  );
  if (block.stride === 1 && block.in === block.out)
    nodes.push({
      op: 'add',
      name: `${prefix}_add`,
      inputs: [input, `${prefix}_project`],
      out: block.out,
    });
  return nodes;
}
