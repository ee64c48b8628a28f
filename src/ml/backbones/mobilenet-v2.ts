/**
 * MobileNetV2, any width, with all layers trainable: the network of `mobilenet.ts` with a head, and with batch norms (or
 * biases, if the norms are folded into the weights). Source: Sandler et al. 2018, table 2.
 */
import { IMAGENET, SYMMETRIC, type Architecture } from '../layers/architecture';
import { StageBuilder } from '../layers/build-stages';
import { INPUT } from '../layers/layer';
import { mobileNetV2Channels, type MobileNetV2Block } from './mobilenet';
import type { Activation } from '../kernels/activations';

export interface TrainableMobileNetV2Config {
  family: 'mobilenet-v2';
  /** Width multiplier; channels are rounded to multiples of 8. */
  width: number;
  classes: number;
  /**
   * Whose weights it fits: `torch` (torchvision, timm), `keras`, or `folded` (the bundled one: TensorFlow's padding,
   * biases instead of batch norms). They differ in padding, in the norms' ε and in how pixels are normalised.
   */
  source: 'torch' | 'keras' | 'folded';
  /** Dropout rate before the last layer. */
  dropout?: number;
}

const NORMS = {
  torch: { epsilon: 1e-5, momentum: 0.1 },
  keras: { epsilon: 1e-3, momentum: 0.001 },
} as const;

/** Stages: `stem`, `stage1` … `stage7`, `last` (the 1 × 1 convolution to 1,280 channels), `head`. */
export function trainableMobileNetV2(config: TrainableMobileNetV2Config): Architecture {
  const { width, classes, source, dropout = 0.2 } = config;
  const builder = new StageBuilder();
  const layers = new ConvolutionsOf(builder, source);
  const channels = mobileNetV2Channels(width);
  builder.stage('stem');
  let last = layers.convolution('Conv', INPUT, channels.stem, 3, 2, 'relu6');
  let stage = 0;
  for (const block of channels.blocks) {
    if (block.stage !== stage) builder.stage(`stage${(stage = block.stage)}`);
    last = invertedResidual(layers, block, last);
  }
  builder.stage('last');
  last = layers.convolution('Conv_1', last, channels.last, 1, 1, 'relu6');
  builder.stage('head');
  last = builder.globalAveragePool('average', last);
  last = builder.dropout('dropout', last, dropout);
  builder.dense('predictions', last, classes);
  return {
    title: `mobilenet-v2 × ${width}`,
    normalisation: source === 'torch' ? IMAGENET : SYMMETRIC,
    initialisation: { convolution: 'kaiming', dense: 'normal' },
    stages: builder.stages,
  };
}

function invertedResidual(layers: ConvolutionsOf, block: MobileNetV2Block, input: string): string {
  const { prefix, expansion, stride, out } = block;
  let value = input;
  if (expansion !== 1)
    value = layers.convolution(`${prefix}/expand`, value, block.in * expansion, 1, 1, 'relu6');
  value = layers.depthwise(`${prefix}/depthwise`, value, stride);
  const residual = stride === 1 && block.in === out ? input : undefined;
  return layers.convolution(`${prefix}/project`, value, out, 1, 1, 'linear', residual);
}

/** Adds convolutions, each followed by what this source of weights has after them. */
class ConvolutionsOf {
  constructor(
    private readonly builder: StageBuilder,
    private readonly source: TrainableMobileNetV2Config['source'],
  ) {}

  convolution(
    name: string,
    input: string,
    out: number,
    size: number,
    stride: number,
    activation: Activation,
    residual?: string,
  ): string {
    const common = { size, stride, ...this.padding };
    if (this.source !== 'folded') {
      const value = this.builder.convolution(name, input, out, common);
      return this.builder.norm(`${name}/norm`, value, { ...NORMS[this.source], activation, residual });
    }
    const value = this.builder.convolution(name, input, out, { ...common, bias: true, activation });
    return residual ? this.builder.add(`${name}/add`, [residual, value]) : value;
  }

  depthwise(name: string, input: string, stride: number): string {
    const common = { size: 3, stride, ...this.padding };
    if (this.source === 'folded')
      return this.builder.depthwise(name, input, { ...common, bias: true, activation: 'relu6' });
    const value = this.builder.depthwise(name, input, common);
    return this.builder.norm(`${name}/norm`, value, { ...NORMS[this.source], activation: 'relu6' });
  }

  private get padding() {
    return this.source === 'torch' ? {} : ({ padding: 'same' } as const);
  }
}
