/**
 * VGG16: our names are torchvision's, with slashes for dots. timm's convolutions are named the same, its dense layers
 * otherwise; a network with an average on top reads neither's.
 */
import type { VggConfig } from '../../backbones/vgg';
import type { PublishedFiles } from './published-files';
import type { TensorNames } from './tensor-names';
import { dottedNames } from './torch';
import { VGG_KERAS } from './vgg-keras';

export function vggNames({ top }: Pick<VggConfig, 'top'>): TensorNames {
  const names = dottedNames('torchvision');
  return top.kind === 'dense' ? names : { ...names, ignored: /^(classifier|pre_logits|head)\./ };
}

const AVERAGE = { kind: 'average' } as const;
const config = (classes: number) => ({ family: 'vgg', size: 'vgg16', classes, top: AVERAGE }) as const;

export const VGG_FILES: PublishedFiles<VggConfig> = {
  kind: 'files',
  known: [
    { config, names: vggNames({ top: AVERAGE }) },
    { config, names: VGG_KERAS },
  ],
  // the dense layers of a file are never fetched
  adjust: (_, { top }, names) => ({ fresh: top.kind === 'dense' ? ['dense', 'head'] : [], names }),
};
