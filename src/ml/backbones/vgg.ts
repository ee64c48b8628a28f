/**
 * VGG16: five blocks of 3 × 3 convolutions, each followed by a max pool; then two wide dense layers, or only an average.
 * Parameters are named as in torchvision. Source: Simonyan & Zisserman 2014, table 1, column D.
 */
import { IMAGENET, type Architecture } from '../layers/architecture';
import { StageBuilder } from '../layers/build-stages';
import { INPUT } from '../layers/layer';

export interface VggConfig {
  family: 'vgg';
  size: 'vgg16';
  classes: number;
  /**
   * `average`: a global average and one dense layer (14.7 M weights in all). `dense`: torchvision's adaptive average of
   * 7 × 7, two dense layers with dropout, and the last one (138 M with 4,096 units).
   */
  top: { kind: 'average' } | { kind: 'dense'; units?: number; dropout?: number };
}

const BLOCKS = [
  { channels: 64, convolutions: 2 },
  { channels: 128, convolutions: 2 },
  { channels: 256, convolutions: 3 },
  { channels: 512, convolutions: 3 },
  { channels: 512, convolutions: 3 },
] as const;
/** Side of the grid before the dense layers. */
const GRID = 7;

export function vgg(config: VggConfig): Architecture {
  const builder = new StageBuilder();
  let last = INPUT;
  // torchvision numbers convolutions, ReLUs and pools together
  let index = 0;
  for (const [block, { channels, convolutions }] of BLOCKS.entries()) {
    builder.stage(`block${block + 1}`);
    for (let i = 0; i < convolutions; i++) {
      last = builder.convolution(`features/${index}`, last, channels, {
        size: 3,
        bias: true,
        activation: 'relu',
      });
      index += 2;
    }
    last = builder.maxPool(`features/${index}`, last, { size: 2, stride: 2, padding: 0 });
    index++;
  }
  if (config.top.kind === 'dense') {
    const { units = 4096, dropout = 0.5 } = config.top;
    builder.stage('dense');
    last = builder.adaptiveAveragePool('avgpool', last, GRID, GRID);
    last = builder.flatten('flatten', last, [GRID, GRID]);
    last = builder.dense('classifier/0', last, units, 'relu');
    last = builder.dropout('classifier/2', last, dropout);
    last = builder.dense('classifier/3', last, units, 'relu');
    last = builder.dropout('classifier/5', last, dropout);
    builder.stage('head');
    builder.dense('classifier/6', last, config.classes);
  } else {
    builder.stage('head');
    builder.dense('fc', builder.globalAveragePool('avgpool', last), config.classes);
  }
  return {
    title: config.size,
    normalisation: IMAGENET,
    initialisation: { convolution: 'kaiming', dense: 'normal' },
    stages: builder.stages,
  };
}
