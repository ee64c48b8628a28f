/** ResNets: our names are theirs, with slashes for dots. torchvision and timm agree; Keras has ResNet50 alone. */
import type { ResNetConfig, ResNetSize } from '../../backbones/resnet';
import type { Parameter } from '../../layers/parameters';
import type { Adjustment, FileKind, PublishedFiles } from './published-files';
import { RESNET_KERAS } from './resnet-keras';
import type { TensorNames } from './tensor-names';
import { dottedNames } from './torch';

export const RESNET_NAMES = dottedNames('torchvision');

const SIZES: readonly ResNetSize[] = ['resnet18', 'resnet34', 'resnet50', 'wide-resnet50-2'];
const BOTH = [false, true];

/** timm has ResNets with tweaks C and D too. */
const TORCH_FILES: readonly FileKind<ResNetConfig>[] = SIZES.flatMap((size) =>
  BOTH.flatMap((tweakC) =>
    BOTH.map((tweakD) => ({
      config: (classes: number) => ({ family: 'resnet', size, classes, tweakC, tweakD }) as const,
      names: RESNET_NAMES,
    })),
  ),
);

/** A bottleneck without tweak B: Keras's. Basic blocks have only one place for their stride. */
function strideIsFirst({ size, tweakB }: ResNetConfig): boolean {
  return tweakB === false && size.includes('50');
}

/**
 * A ResNet with other tweaks than the file's finds its tensors all the same: a pool before a shortcut's convolution (D)
 * counts in its name; a stem that the file has otherwise (C) is passed over, and drawn afresh.
 */
function adjust(found: ResNetConfig, asked: ResNetConfig, names: TensorNames): Adjustment | null {
  if (strideIsFirst(found) !== strideIsFirst(asked)) return null;
  const shift = Number(found.tweakD ?? false) - Number(asked.tweakD ?? false);
  const otherStem = (found.tweakC ?? false) !== (asked.tweakC ?? false);
  const fresh = otherStem ? ['stem'] : [];
  if (shift === 0 && !otherStem) return { fresh, names };
  const nameOf = (parameter: Parameter) =>
    names.nameOf(parameter).replace(/(downsample\.)(\d)/, (_, before: string, index: string) => {
      return before + String(Number(index) + shift);
    });
  const ignored = otherStem ? new RegExp(`${names.ignored.source}|^(conv1|bn1)\\.`) : names.ignored;
  return { fresh, names: { ...names, nameOf, ignored } };
}

export const RESNET_FILES: PublishedFiles<ResNetConfig> = {
  kind: 'files',
  known: [
    ...TORCH_FILES,
    {
      config: (classes) => ({ family: 'resnet', size: 'resnet50', classes, tweakB: false }),
      names: RESNET_KERAS,
    },
  ],
  adjust,
};
