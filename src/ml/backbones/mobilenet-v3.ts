/**
 * MobileNetV3-small: inverted residual blocks, some with 5 × 5 depthwise convolutions, squeeze-excite or hard-swish.
 * Source: Howard et al. 2019, "Searching for MobileNetV3", table 2.
 */
import { IMAGENET, type Architecture } from '../layers/architecture';
import { StageBuilder } from '../layers/build-stages';
import { INPUT } from '../layers/layer';
import { roundChannels } from './mobilenet';
import type { Activation } from '../kernels/activations';

export interface MobileNetV3Config {
  family: 'mobilenet-v3';
  size: 'small';
  classes: number;
  /** Whose weights it fits; they differ in the norms' ε. */
  source: 'torchvision' | 'timm';
  /** Dropout rate before the last layer. */
  dropout?: number;
}

interface BlockSpec {
  size: number;
  expanded: number;
  out: number;
  squeezes: boolean;
  activation: Activation;
  stride: number;
}

function row(
  size: number,
  expanded: number,
  out: number,
  squeezes: boolean,
  activation: Activation,
  stride: number,
): BlockSpec {
  return { size, expanded, out, squeezes, activation, stride };
}

/** Table 2; a stride of 2, or another number of channels, starts a stage. */
const STAGES: readonly (readonly BlockSpec[])[] = [
  [row(3, 16, 16, true, 'relu', 2)],
  [row(3, 72, 24, false, 'relu', 2), row(3, 88, 24, false, 'relu', 1)],
  [
    row(5, 96, 40, true, 'hard-swish', 2),
    row(5, 240, 40, true, 'hard-swish', 1),
    row(5, 240, 40, true, 'hard-swish', 1),
  ],
  [row(5, 120, 48, true, 'hard-swish', 1), row(5, 144, 48, true, 'hard-swish', 1)],
  [
    row(5, 288, 96, true, 'hard-swish', 2),
    row(5, 576, 96, true, 'hard-swish', 1),
    row(5, 576, 96, true, 'hard-swish', 1),
  ],
];
const STEM_CHANNELS = 16;
const LAST_CHANNELS = 576;
const HIDDEN = 1024;
const NORMS = {
  torchvision: { epsilon: 1e-3, momentum: 0.01 },
  timm: { epsilon: 1e-5, momentum: 0.1 },
} as const;

/** Stages: `stem`, `stage1` … `stage5`, `last` (the 1 × 1 convolution), `hidden`, `head`. */
export function mobileNetV3(config: MobileNetV3Config): Architecture {
  const { classes, source, dropout = 0.2 } = config;
  const norm = NORMS[source];
  const builder = new StageBuilder();
  builder.stage('stem');
  let last = builder.convolution('Conv', INPUT, STEM_CHANNELS, { size: 3, stride: 2 });
  last = builder.norm('Conv/norm', last, { ...norm, activation: 'hard-swish' });
  let index = 0;
  for (const [stage, blocks] of STAGES.entries()) {
    builder.stage(`stage${stage + 1}`);
    for (const block of blocks) last = inverted(builder, `block_${index++}`, block, last, norm);
  }
  builder.stage('last');
  last = builder.convolution('Conv_1', last, LAST_CHANNELS, { size: 1 });
  last = builder.norm('Conv_1/norm', last, { ...norm, activation: 'hard-swish' });
  builder.stage('hidden');
  last = builder.globalAveragePool('average', last);
  last = builder.dense('hidden', last, HIDDEN, 'hard-swish');
  builder.stage('head');
  last = builder.dropout('dropout', last, dropout);
  builder.dense('predictions', last, classes);
  return {
    title: `mobilenet-v3-${config.size}`,
    normalisation: IMAGENET,
    initialisation: { convolution: 'kaiming', dense: 'normal' },
    stages: builder.stages,
  };
}

function inverted(
  builder: StageBuilder,
  prefix: string,
  { size, expanded, out, squeezes, activation, stride }: BlockSpec,
  input: string,
  norm: { epsilon: number; momentum: number },
): string {
  const channels = builder.channelsOf(input);
  let value = input;
  if (expanded !== channels) {
    value = builder.convolution(`${prefix}/expand`, value, expanded, { size: 1 });
    value = builder.norm(`${prefix}/expand/norm`, value, { ...norm, activation });
  }
  value = builder.depthwise(`${prefix}/depthwise`, value, { size, stride });
  value = builder.norm(`${prefix}/depthwise/norm`, value, { ...norm, activation });
  if (squeezes)
    value = builder.squeezeExcite(`${prefix}/squeeze`, value, roundChannels(expanded / 4), 'hard-sigmoid');
  value = builder.convolution(`${prefix}/project`, value, out, { size: 1 });
  const residual = stride === 1 && channels === out ? input : undefined;
  return builder.norm(`${prefix}/project/norm`, value, { ...norm, residual });
}
