/** What PyTorch calls the tensors of a module: the same for torchvision and timm. */
import type { Parameter, ParameterKind } from '../../layers/parameters';
import type { TensorNames } from './tensor-names';

const SUFFIXES: Record<ParameterKind, string> = {
  kernel: 'weight',
  bias: 'bias',
  gamma: 'weight',
  beta: 'bias',
  movingMean: 'running_mean',
  movingVariance: 'running_var',
};

/** Counters of batches, which training with a fixed momentum does not need. */
export const BATCH_COUNTERS = /(^|\.)num_batches_tracked$/;

/** A parameter's name in a state dict, given its module's. */
export function torchName(module: string, { kind }: Parameter): string {
  return `${module}.${SUFFIXES[kind]}`;
}

/** Names of a module whose parts are called what our layers are, with dots for slashes. */
export function dottedNames(title: string): TensorNames {
  return {
    title,
    framework: 'torch',
    nameOf: (parameter) => torchName(parameter.layer.replaceAll('/', '.'), parameter),
    asConvolution: () => false,
    ignored: BATCH_COUNTERS,
  };
}
