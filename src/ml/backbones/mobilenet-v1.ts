/**
 * MobileNetV1, any width: a stem and thirteen pairs of a depthwise 3 × 3 and a 1 × 1 convolution. Named and padded as in
 * Keras, which provides the weights. Source: Howard et al. 2017, "MobileNets", table 1.
 */
import { SYMMETRIC, type Architecture } from '../layers/architecture';
import { StageBuilder } from '../layers/build-stages';
import { INPUT } from '../layers/layer';

export interface MobileNetV1Config {
  family: 'mobilenet-v1';
  /** Width multiplier; channels are rounded down. */
  width: number;
  classes: number;
  /** Dropout rate before the last layer. */
  dropout?: number;
}

/** Channels at width 1 and strides; a stride of 2 starts a stage. */
const PAIRS = [
  { channels: 64, stride: 1 },
  { channels: 128, stride: 2 },
  { channels: 128, stride: 1 },
  { channels: 256, stride: 2 },
  { channels: 256, stride: 1 },
  { channels: 512, stride: 2 },
  { channels: 512, stride: 1 },
  { channels: 512, stride: 1 },
  { channels: 512, stride: 1 },
  { channels: 512, stride: 1 },
  { channels: 512, stride: 1 },
  { channels: 1024, stride: 2 },
  { channels: 1024, stride: 1 },
] as const;
const STEM_CHANNELS = 32;
const NORM = { epsilon: 1e-3, momentum: 0.01, activation: 'relu6' } as const;

/** Stages: `stem`, `stage1` … `stage5`, `head`. */
export function mobileNetV1({ width, classes, dropout = 0.001 }: MobileNetV1Config): Architecture {
  const builder = new StageBuilder();
  builder.stage('stem');
  let last = builder.convolution('conv1', INPUT, Math.trunc(STEM_CHANNELS * width), {
    size: 3,
    stride: 2,
    padding: 'same',
  });
  last = builder.norm('conv1/norm', last, NORM);
  let stage = 0;
  for (const [index, { channels, stride }] of PAIRS.entries()) {
    if (index === 0 || stride === 2) builder.stage(`stage${++stage}`);
    const [depthwise, pointwise] = [`conv_dw_${index + 1}`, `conv_pw_${index + 1}`];
    last = builder.depthwise(depthwise, last, { size: 3, stride, padding: 'same' });
    last = builder.norm(`${depthwise}/norm`, last, NORM);
    last = builder.convolution(pointwise, last, Math.trunc(channels * width), { size: 1, padding: 'same' });
    last = builder.norm(`${pointwise}/norm`, last, NORM);
  }
  builder.stage('head');
  last = builder.globalAveragePool('average', last);
  last = builder.dropout('dropout', last, dropout);
  builder.dense('predictions', last, classes);
  return {
    title: `mobilenet-v1 × ${width}`,
    normalisation: SYMMETRIC,
    initialisation: { convolution: 'glorot', dense: 'glorot' },
    stages: builder.stages,
  };
}
