/**
 * ResNet50V2: bottleneck blocks with norm and ReLU before each convolution, so that nothing changes the shortcut.
 * Parameters are named as in timm's `resnetv2_50`. Keras's version has the same blocks, but a stage's stride in its last
 * block, some biases, and zero padding around its first pool.
 * Source: He et al. 2016, "Identity Mappings in Deep Residual Networks"; Keras 2.15, `resnet.py` (`stack2`).
 */
import { SYMMETRIC, type Architecture } from '../layers/architecture';
import { StageBuilder } from '../layers/build-stages';
import { INPUT } from '../layers/layer';

export interface ResNetV2Config {
  family: 'resnet-v2';
  size: 'resnet50-v2';
  classes: number;
  /** Whose weights it fits; `timm` by default. */
  source?: 'timm' | 'keras';
}

const BLOCKS = [3, 4, 6, 3] as const;
const STEM_CHANNELS = 64;
const FIRST_CHANNELS = 256;
const NORMS = {
  timm: { epsilon: 1e-5, momentum: 0.1, activation: 'relu' },
  keras: { epsilon: 1.001e-5, momentum: 0.01, activation: 'relu' },
} as const;

export function resNetV2(config: ResNetV2Config): Architecture {
  const { source = 'timm' } = config;
  const builder = new StageBuilder();
  const bias = source === 'keras';
  builder.stage('stem');
  let last = builder.convolution('stem/conv', INPUT, STEM_CHANNELS, { size: 7, stride: 2, bias });
  last = builder.maxPool('stem/pool', last, { size: 3, stride: 2, padding: 1, zeros: bias });
  for (const [stage, count] of BLOCKS.entries()) {
    builder.stage(`layer${stage + 1}`);
    for (let block = 0; block < count; block++)
      last = preactivated(builder, {
        prefix: `stages/${stage}/blocks/${block}`,
        input: last,
        out: FIRST_CHANNELS * 2 ** stage,
        stride: strideOf(source, stage, block),
        projects: block === 0,
        source,
      });
  }
  builder.stage('head');
  last = builder.norm('norm', last, NORMS[source]);
  builder.dense('head/fc', builder.globalAveragePool('head/pool', last), config.classes);
  return {
    title: source === 'keras' ? `${config.size} (Keras)` : config.size,
    // timm's and Keras's weights were trained with it
    normalisation: SYMMETRIC,
    initialisation: { convolution: 'kaiming', dense: 'normal' },
    stages: builder.stages,
  };
}

function strideOf(source: 'timm' | 'keras', stage: number, block: number): number {
  const [strided, last] = [source === 'timm' ? stage > 0 : stage < BLOCKS.length - 1, BLOCKS[stage] - 1];
  return strided && block === (source === 'timm' ? 0 : last) ? 2 : 1;
}

interface BlockSpec {
  prefix: string;
  input: string;
  out: number;
  stride: number;
  /** The shortcut has its own 1 × 1 convolution. */
  projects: boolean;
  source: 'timm' | 'keras';
}

function preactivated(builder: StageBuilder, block: BlockSpec): string {
  const { prefix, input, out, stride, source } = block;
  const [width, bias, norm] = [out / 4, source === 'keras', NORMS[source]];
  const active = builder.norm(`${prefix}/norm1`, input, norm);
  const shortcut = shortcutOf(builder, block, active);
  let value = builder.convolution(`${prefix}/conv1`, active, width, { size: 1 });
  value = builder.norm(`${prefix}/norm2`, value, norm);
  value = builder.convolution(`${prefix}/conv2`, value, width, { size: 3, stride });
  value = builder.norm(`${prefix}/norm3`, value, norm);
  value = builder.convolution(`${prefix}/conv3`, value, out, { size: 1, bias });
  return builder.add(`${prefix}/add`, [value, shortcut]);
}

function shortcutOf(builder: StageBuilder, block: BlockSpec, active: string): string {
  const { prefix, input, out, stride, projects, source } = block;
  if (projects)
    return builder.convolution(`${prefix}/downsample/conv`, active, out, {
      size: 1,
      stride,
      bias: source === 'keras',
    });
  // every second pixel
  return stride > 1
    ? builder.maxPool(`${prefix}/downsample/pool`, input, { size: 1, stride, padding: 0 })
    : input;
}
