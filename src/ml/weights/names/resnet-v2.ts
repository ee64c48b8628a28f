/** ResNet50V2: our names are timm's, with slashes for dots; its last layer is a 1 × 1 convolution there. */
import type { ResNetV2Config } from '../../backbones/resnet-v2';
import type { PublishedFiles } from './published-files';
import { RESNET_V2_KERAS } from './resnet-v2-keras';
import type { TensorNames } from './tensor-names';
import { dottedNames } from './torch';

export const RESNET_V2_NAMES: TensorNames = {
  ...dottedNames('timm'),
  asConvolution: ({ layer }) => layer === 'head/fc',
};

export const RESNET_V2_FILES: PublishedFiles<ResNetV2Config> = {
  kind: 'files',
  known: [
    { config: (classes) => ({ family: 'resnet-v2', size: 'resnet50-v2', classes }), names: RESNET_V2_NAMES },
    {
      config: (classes) => ({ family: 'resnet-v2', size: 'resnet50-v2', classes, source: 'keras' }),
      names: RESNET_V2_KERAS,
    },
  ],
};
