/**
 * VGG16: our names are torchvision's, with slashes for dots. timm's convolutions are named the same, its dense layers
 * otherwise; a network with an average on top reads neither's.
 */
import type { VggConfig } from '../../backbones/vgg';
import type { TensorNames } from './tensor-names';
import { dottedNames } from './torch';

export function vggNames({ top }: Pick<VggConfig, 'top'>): TensorNames {
  const names = dottedNames('torchvision');
  return top.kind === 'dense' ? names : { ...names, ignored: /^(classifier|pre_logits|head)\./ };
}
