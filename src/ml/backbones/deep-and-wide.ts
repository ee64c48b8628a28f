/**
 * Deep & Wide of write-up A: an image goes through a ResNet and a wide ResNet, each preceded by its own 3 × 3 convolution
 * with batch norm and ReLU. Their last feature maps are concatenated, followed by a 3 × 3 convolution and a dense layer.
 * The write-up does not say how many channels the joint convolution has, nor how its map becomes a vector: here 256,
 * ReLU and a global average.
 */
import { IMAGENET, type Architecture } from '../layers/architecture';
import { StageBuilder } from '../layers/build-stages';
import { INPUT } from '../layers/layer';
import type { Weights } from '../layers/weights';
import { resNetStage, resNetStem, type ResNetConfig, type ResNetSize } from './resnet';

export interface DeepAndWideConfig {
  family: 'deep-and-wide';
  classes: number;
  deep?: ResNetSize;
  wide?: ResNetSize;
  /** Channels of the joint convolution. */
  joint?: number;
}

export const BRANCHES = ['deep', 'wide'] as const;
export type Branch = (typeof BRANCHES)[number];
/** Stages that have no pretrained weights. */
export const FRESH_STAGES = ['input', 'joint', 'head'] as const;

const NORM = { epsilon: 1e-5, momentum: 0.1, activation: 'relu' } as const;

/** The two ResNets, whose heads are not used. */
export function branchesOf(config: DeepAndWideConfig): Record<Branch, ResNetConfig> {
  const { deep = 'resnet18', wide = 'wide-resnet50-2', classes } = config;
  return {
    deep: { family: 'resnet', size: deep, classes },
    wide: { family: 'resnet', size: wide, classes },
  };
}

/** Stages: `input`, `stem`, `layer1` … `layer4` (both branches in each), `joint`, `head`. */
export function deepAndWide(config: DeepAndWideConfig): Architecture {
  const builder = new StageBuilder();
  const configs = branchesOf(config);
  const last: Record<Branch, string> = { deep: INPUT, wide: INPUT };
  const stage = (name: string, build: (branch: Branch) => string) => {
    builder.stage(name);
    for (const branch of BRANCHES) last[branch] = build(branch);
  };
  stage('input', (branch) => {
    const value = builder.convolution(`${branch}/input`, INPUT, 3, { size: 3 });
    return builder.norm(`${branch}/input/norm`, value, NORM);
  });
  stage('stem', (branch) => resNetStem(builder, configs[branch], last[branch], `${branch}/`));
  for (const layer of [1, 2, 3, 4])
    stage(`layer${layer}`, (branch) =>
      resNetStage(builder, configs[branch], layer, last[branch], `${branch}/`),
    );
  builder.stage('joint');
  const joined = builder.concat('concat', [last.deep, last.wide]);
  const joint = builder.convolution('joint', joined, config.joint ?? 256, {
    size: 3,
    bias: true,
    activation: 'relu',
  });
  builder.stage('head');
  builder.dense('predictions', builder.globalAveragePool('average', joint), config.classes);
  return {
    title: `deep & wide (${configs.deep.size}, ${configs.wide.size})`,
    normalisation: IMAGENET,
    initialisation: { convolution: 'kaiming', dense: 'fan-in' },
    stages: builder.stages,
  };
}

/** Renames a pretrained ResNet's weights to those of a branch. */
export function asBranch(weights: Weights, branch: Branch): Weights {
  return new Map([...weights].map(([name, tensor]) => [`${branch}/${name}`, tensor]));
}
