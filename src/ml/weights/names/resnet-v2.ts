/** ResNet50V2: our names are timm's, with slashes for dots; its last layer is a 1 × 1 convolution there. */
import { BATCH_COUNTERS, torchName } from './torch';
import type { TensorNames } from './tensor-names';

export const RESNET_V2_NAMES: TensorNames = {
  title: 'timm',
  framework: 'torch',
  nameOf: (parameter) => torchName(parameter.layer.replaceAll('/', '.'), parameter),
  asConvolution: ({ layer }) => layer === 'head/fc',
  ignored: BATCH_COUNTERS,
};
