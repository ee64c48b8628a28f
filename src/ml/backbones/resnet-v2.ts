/**
 * ResNet50V2: bottleneck blocks whose norms and ReLUs come before their convolutions, so that the shortcut is never
 * changed. Parameters are named as in timm's `resnetv2_50`.
 * Source: He et al. 2016, "Identity Mappings in Deep Residual Networks".
 */
import { SYMMETRIC, type Architecture } from '../layers/architecture';
import { StageBuilder } from '../layers/build-stages';
import { INPUT } from '../layers/layer';

export interface ResNetV2Config {
  family: 'resnet-v2';
  size: 'resnet50-v2';
  classes: number;
}

const BLOCKS = [3, 4, 6, 3] as const;
const STEM_CHANNELS = 64;
const FIRST_CHANNELS = 256;
const NORM = { epsilon: 1e-5, momentum: 0.1, activation: 'relu' } as const;

export function resNetV2(config: ResNetV2Config): Architecture {
  const builder = new StageBuilder();
  builder.stage('stem');
  let last = builder.convolution('stem/conv', INPUT, STEM_CHANNELS, { size: 7, stride: 2 });
  last = builder.maxPool('stem/pool', last, { size: 3, stride: 2, padding: 1 });
  for (const [stage, count] of BLOCKS.entries()) {
    builder.stage(`layer${stage + 1}`);
    for (let block = 0; block < count; block++)
      last = preactivated(builder, {
        prefix: `stages/${stage}/blocks/${block}`,
        input: last,
        out: FIRST_CHANNELS * 2 ** stage,
        stride: stage > 0 && block === 0 ? 2 : 1,
        projects: block === 0,
      });
  }
  builder.stage('head');
  last = builder.norm('norm', last, NORM);
  builder.dense('head/fc', builder.globalAveragePool('head/pool', last), config.classes);
  return {
    title: config.size,
    // timm's weights were trained on it
    normalisation: SYMMETRIC,
    initialisation: { convolution: 'kaiming', dense: 'normal' },
    stages: builder.stages,
  };
}

interface BlockSpec {
  prefix: string;
  input: string;
  out: number;
  stride: number;
  /** The shortcut has a 1 × 1 convolution of its own. */
  projects: boolean;
}

function preactivated(builder: StageBuilder, { prefix, input, out, stride, projects }: BlockSpec): string {
  const width = out / 4;
  const active = builder.norm(`${prefix}/norm1`, input, NORM);
  const shortcut = projects
    ? builder.convolution(`${prefix}/downsample/conv`, active, out, { size: 1, stride })
    : input;
  let value = builder.convolution(`${prefix}/conv1`, active, width, { size: 1 });
  value = builder.norm(`${prefix}/norm2`, value, NORM);
  value = builder.convolution(`${prefix}/conv2`, value, width, { size: 3, stride });
  value = builder.norm(`${prefix}/norm3`, value, NORM);
  value = builder.convolution(`${prefix}/conv3`, value, out, { size: 1 });
  return builder.add(`${prefix}/add`, [value, shortcut]);
}
