/** ResNet50V2: our names are timm's, with slashes for dots; its last layer is a 1 × 1 convolution there. */
import type { TensorNames } from './tensor-names';
import { dottedNames } from './torch';

export const RESNET_V2_NAMES: TensorNames = {
  ...dottedNames('timm'),
  asConvolution: ({ layer }) => layer === 'head/fc',
};
