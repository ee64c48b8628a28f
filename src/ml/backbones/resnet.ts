/**
 * The ResNet family: a stem, four stages of residual blocks, a global average and a dense layer. Parameters are named
 * as in torchvision and timm. Source: He et al. 2015, "Deep Residual Learning for Image Recognition", table 1;
 * Zagoruyko & Komodakis 2016 (wide); He et al. 2018, "Bag of Tricks", section 4 (the tweaks); Misra 2019 (Mish).
 */
import { IMAGENET, type Architecture } from '../layers/architecture';
import { StageBuilder } from '../layers/build-stages';
import { INPUT } from '../layers/layer';
import type { Activation } from '../kernels/activations';

export type ResNetSize = 'resnet18' | 'resnet34' | 'resnet50' | 'wide-resnet50-2';

export interface ResNetConfig {
  family: 'resnet';
  size: ResNetSize;
  classes: number;
  /** Puts the stride of a bottleneck in its 3 × 3 convolution, as in torchvision (default), instead of its first 1 × 1. */
  tweakB?: boolean;
  /** Replaces the 7 × 7 convolution by three 3 × 3 ones. */
  tweakC?: boolean;
  /** Puts an average pool before the 1 × 1 convolution of a shortcut, which then has stride 1. */
  tweakD?: boolean;
  /** Starts the last γ of each block at 0. */
  zeroGamma?: boolean;
  /** Mish instead of ReLU. */
  activation?: 'relu' | 'mish';
}

const BLOCKS: Record<ResNetSize, readonly [number, number, number, number]> = {
  resnet18: [2, 2, 2, 2],
  resnet34: [3, 4, 6, 3],
  resnet50: [3, 4, 6, 3],
  'wide-resnet50-2': [3, 4, 6, 3],
};
const STAGE_CHANNELS = [64, 128, 256, 512] as const;
/** Output channels of a bottleneck block, as a multiple of the stage's. */
const EXPANSION = 4;
const NORM = { epsilon: 1e-5, momentum: 0.1 };

interface BlockSpec {
  prefix: string;
  input: string;
  /** Channels of the stage. */
  channels: number;
  stride: number;
}

export function resNet(config: ResNetConfig): Architecture {
  const builder = new StageBuilder();
  const last = resNetFeatures(builder, config, INPUT);
  builder.stage('head');
  builder.dense('fc', builder.globalAveragePool('avgpool', last), config.classes);
  return {
    title: titleOf(config),
    normalisation: IMAGENET,
    initialisation: { convolution: 'kaiming', dense: 'fan-in' },
    stages: builder.stages,
  };
}

function titleOf({ size, tweakB = true, tweakC, tweakD, activation }: ResNetConfig): string {
  const bottleneck = isBottleneck(size);
  const tweaks = [bottleneck && !tweakB ? 'without B' : '', tweakC ? 'C' : '', tweakD ? 'D' : ''];
  return [size, ...tweaks, activation === 'mish' ? 'Mish' : ''].filter(Boolean).join(' ');
}

function isBottleneck(size: ResNetSize): boolean {
  return size === 'resnet50' || size === 'wide-resnet50-2';
}

/** Adds everything up to the last stage; returns the name of its output. Stages: `stem`, `layer1` … `layer4`. */
export function resNetFeatures(builder: StageBuilder, config: ResNetConfig, input: string): string {
  builder.stage('stem');
  let last = resNetStem(builder, config, input, '');
  for (let stage = 1; stage <= STAGE_CHANNELS.length; stage++) {
    builder.stage(`layer${stage}`);
    last = resNetStage(builder, config, stage, last, '');
  }
  return last;
}

/** The stem, including its max pool. `prefix` is put before every name. */
export function resNetStem(
  builder: StageBuilder,
  config: ResNetConfig,
  input: string,
  prefix: string,
): string {
  const activation = config.activation ?? 'relu';
  let value: string;
  if (config.tweakC) {
    value = builder.convolution(`${prefix}conv1/0`, input, 32, { size: 3, stride: 2 });
    value = builder.norm(`${prefix}conv1/1`, value, { ...NORM, activation });
    value = builder.convolution(`${prefix}conv1/3`, value, 32, { size: 3 });
    value = builder.norm(`${prefix}conv1/4`, value, { ...NORM, activation });
    value = builder.convolution(`${prefix}conv1/6`, value, 64, { size: 3 });
  } else value = builder.convolution(`${prefix}conv1`, input, 64, { size: 7, stride: 2 });
  value = builder.norm(`${prefix}bn1`, value, { ...NORM, activation });
  return builder.maxPool(`${prefix}maxpool`, value, { size: 3, stride: 2, padding: 1 });
}

/** All blocks of one of the four stages, 1 … 4. */
export function resNetStage(
  builder: StageBuilder,
  config: ResNetConfig,
  stage: number,
  input: string,
  prefix: string,
): string {
  const block = isBottleneck(config.size) ? bottleneck : basicBlock;
  let last = input;
  for (let index = 0; index < BLOCKS[config.size][stage - 1]; index++)
    last = block(builder, config, {
      prefix: `${prefix}layer${stage}/${index}`,
      input: last,
      channels: STAGE_CHANNELS[stage - 1],
      stride: stage > 1 && index === 0 ? 2 : 1,
    });
  return last;
}

/** Two 3 × 3 convolutions. */
function basicBlock(builder: StageBuilder, config: ResNetConfig, block: BlockSpec): string {
  const { prefix, input, channels, stride } = block;
  const activation = config.activation ?? 'relu';
  let value = builder.convolution(`${prefix}/conv1`, input, channels, { size: 3, stride });
  value = builder.norm(`${prefix}/bn1`, value, { ...NORM, activation });
  value = builder.convolution(`${prefix}/conv2`, value, channels, { size: 3 });
  const residual = shortcut(builder, config, block, channels);
  return lastNorm(builder, config, `${prefix}/bn2`, value, residual, activation);
}

/** 1 × 1 to narrow, 3 × 3, 1 × 1 to widen. */
function bottleneck(builder: StageBuilder, config: ResNetConfig, block: BlockSpec): string {
  const { prefix, input, channels, stride } = block;
  const activation = config.activation ?? 'relu';
  const width = config.size === 'wide-resnet50-2' ? 2 * channels : channels;
  const [first, middle] = (config.tweakB ?? true) ? [1, stride] : [stride, 1];
  let value = builder.convolution(`${prefix}/conv1`, input, width, { size: 1, stride: first });
  value = builder.norm(`${prefix}/bn1`, value, { ...NORM, activation });
  value = builder.convolution(`${prefix}/conv2`, value, width, { size: 3, stride: middle });
  value = builder.norm(`${prefix}/bn2`, value, { ...NORM, activation });
  value = builder.convolution(`${prefix}/conv3`, value, EXPANSION * channels, { size: 1 });
  const residual = shortcut(builder, config, block, EXPANSION * channels);
  return lastNorm(builder, config, `${prefix}/bn3`, value, residual, activation);
}

function lastNorm(
  builder: StageBuilder,
  { zeroGamma = false }: ResNetConfig,
  name: string,
  input: string,
  residual: string,
  activation: Activation,
): string {
  return builder.norm(name, input, { ...NORM, residual, activation, zeroGamma });
}

/** The block's input, projected if its shape changes. */
function shortcut(
  builder: StageBuilder,
  { tweakD }: ResNetConfig,
  { prefix, input, stride }: BlockSpec,
  out: number,
): string {
  if (stride === 1 && builder.channelsOf(input) === out) return input;
  let value = input;
  // timm counts the pool, so the convolution after it is number 1
  const first = tweakD ? 1 : 0;
  if (tweakD && stride > 1) value = builder.averagePool(`${prefix}/downsample/0`, value);
  value = builder.convolution(`${prefix}/downsample/${first}`, value, out, {
    size: 1,
    stride: tweakD ? 1 : stride,
  });
  return builder.norm(`${prefix}/downsample/${first + 1}`, value, NORM);
}
