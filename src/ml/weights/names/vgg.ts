/**
 * VGG16: our names are torchvision's, with slashes for dots. timm's convolutions are named the same, its dense layers
 * otherwise; a network with an average on top reads neither's.
 */
import type { VggConfig } from '../../backbones/vgg';
import { BATCH_COUNTERS, torchName } from './torch';
import type { TensorNames } from './tensor-names';

export function vggNames({ top }: Pick<VggConfig, 'top'>): TensorNames {
  return {
    title: 'torchvision',
    framework: 'torch',
    nameOf: (parameter) => torchName(parameter.layer.replaceAll('/', '.'), parameter),
    asConvolution: () => false,
    ignored: top.kind === 'average' ? /^(classifier|pre_logits|head)\./ : BATCH_COUNTERS,
  };
}
