/** ResNets: our names are theirs, with slashes for dots. torchvision and timm agree. */
import { BATCH_COUNTERS, torchName } from './torch';
import type { TensorNames } from './tensor-names';

export const RESNET_NAMES: TensorNames = {
  title: 'torchvision',
  framework: 'torch',
  nameOf: (parameter) => torchName(parameter.layer.replaceAll('/', '.'), parameter),
  asConvolution: () => false,
  ignored: BATCH_COUNTERS,
};
