/** A small network with a layer of most kinds, for tests of what all networks have in common. */
import { SYMMETRIC, type Architecture } from '../layers/architecture';
import { StageBuilder } from '../layers/build-stages';
import { INPUT } from '../layers/layer';

const NORM = { epsilon: 1e-5, momentum: 0.1 };

/** Stages `stem`, `block`, `head`; the block has a residual and squeeze-excite, the head has dropout. */
export function tinyArchitecture({ dropout = 0.5, zeroGamma = false, classes = 3 } = {}): Architecture {
  const builder = new StageBuilder();
  builder.stage('stem');
  let last = builder.convolution('conv', INPUT, 4, { size: 3, stride: 2 });
  const stem = builder.norm('norm', last, { ...NORM, activation: 'relu' });
  builder.stage('block');
  last = builder.depthwise('block/depthwise', stem, { size: 3, bias: true, activation: 'hard-swish' });
  last = builder.squeezeExcite('block/squeeze', last, 2, 'hard-sigmoid');
  last = builder.convolution('block/project', last, 4, { size: 1 });
  last = builder.norm('block/norm', last, { ...NORM, residual: stem, activation: 'relu', zeroGamma });
  builder.stage('head');
  last = builder.globalAveragePool('average', last);
  last = builder.dropout('dropout', last, dropout);
  builder.dense('fc', last, classes);
  return {
    title: 'tiny',
    normalisation: SYMMETRIC,
    initialisation: { convolution: 'kaiming', dense: 'fan-in' },
    stages: builder.stages,
  };
}
