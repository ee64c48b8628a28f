/**
 * The two small networks that write-ups C and D trained from scratch. The write-ups do not give every number; what is
 * missing is chosen here: plain convolutions with ReLU, max pooling, dropout, a flattened image and dense layers.
 */
import { UNIT, type Architecture } from '../layers/architecture';
import { StageBuilder } from '../layers/build-stages';
import { INPUT } from '../layers/layer';

export interface PlainCnnConfig {
  family: 'plain-cnn';
  /**
   * `three-block`: write-up C's "convolution and max-pool blocks with more filters as it deepens, dropout, flatten,
   * dense". `eleven-layer`: write-up D's 11 layers with 2 max-pools, 3 dropouts and a dense layer of 512, which are
   * those of Keras's CIFAR-10 example (four convolutions, two dense layers).
   */
  size: 'three-block' | 'eleven-layer';
  /** In pixels; the flattened layer depends on it. */
  image: { width: number; height: number };
  classes: number;
  /** Dropout rate after each block; a quarter in the write-ups. */
  blockDropout?: number;
  /** Dropout rate after the dense layer; one half in the write-ups. */
  denseDropout?: number;
}

interface Block {
  channels: number;
  /** Padding of each 3 × 3 convolution. */
  paddings: readonly number[];
}

const DESIGNS: Record<PlainCnnConfig['size'], { blocks: readonly Block[]; units: number }> = {
  'three-block': {
    blocks: [
      { channels: 32, paddings: [1] },
      { channels: 64, paddings: [1] },
      { channels: 128, paddings: [1] },
    ],
    units: 128,
  },
  'eleven-layer': {
    blocks: [
      { channels: 32, paddings: [1, 0] },
      { channels: 64, paddings: [1, 0] },
    ],
    units: 512,
  },
};

/** Stages: `block1`, `block2`, … `dense`, `head`. */
export function plainCnn(config: PlainCnnConfig): Architecture {
  const { blocks, units } = DESIGNS[config.size];
  const { blockDropout = 0.25, denseDropout = 0.5, classes } = config;
  const builder = new StageBuilder();
  let last = INPUT;
  let grid: [number, number] = [config.image.height, config.image.width];
  for (const [index, { channels, paddings }] of blocks.entries()) {
    const name = `block${index + 1}`;
    builder.stage(name);
    for (const [i, padding] of paddings.entries()) {
      last = builder.convolution(`${name}/conv${i + 1}`, last, channels, {
        size: 3,
        padding,
        bias: true,
        activation: 'relu',
      });
      grid = [grid[0] + 2 * padding - 2, grid[1] + 2 * padding - 2];
    }
    last = builder.maxPool(`${name}/pool`, last, { size: 2, stride: 2, padding: 0 });
    last = builder.dropout(`${name}/dropout`, last, blockDropout);
    grid = [Math.floor(grid[0] / 2), Math.floor(grid[1] / 2)];
  }
  builder.stage('dense');
  last = builder.flatten('flatten', last, grid);
  last = builder.dense('dense', last, units, 'relu');
  builder.stage('head');
  last = builder.dropout('dropout', last, denseDropout);
  builder.dense('predictions', last, classes);
  return {
    title: `${config.size} CNN`,
    normalisation: UNIT,
    initialisation: { convolution: 'glorot', dense: 'glorot' },
    stages: builder.stages,
  };
}
