/**
 * The files that each family's weights are published in, by the id that a recipe holds. A family without a line here
 * does not
 * compile, nor does one that says that there are files where `core/backbones` says that there are none.
 */
import type { ArchitectureId, ARCHITECTURES } from '../../core/backbones/architectures';
import type { ArchitectureConfig, Configs } from '../backbones/architectures';
import { DEEP_AND_WIDE_PARTS } from './names/deep-and-wide';
import { MOBILENET_V1_FILES } from './names/mobilenet-v1';
import { MOBILENET_V2_FILES } from './names/mobilenet-v2';
import { MOBILENET_V3_FILES } from './names/mobilenet-v3';
import type { Adjustment, FileKind, Part, Published } from './names/published-files';
import { RESNET_FILES } from './names/resnet';
import { RESNET_V2_FILES } from './names/resnet-v2';
import type { TensorNames } from './names/tensor-names';
import { VGG_FILES } from './names/vgg';

/** What `core/backbones` says that there is for a family: files, parts, or nothing. */
type KindOf<Id extends ArchitectureId> = (typeof ARCHITECTURES)[Id]['pretrained']['kind'];

/** In the order in which a file is compared with them. */
const FAMILIES = {
  resnet: RESNET_FILES,
  'resnet-v2': RESNET_V2_FILES,
  vgg: VGG_FILES,
  'mobilenet-v1': MOBILENET_V1_FILES,
  'mobilenet-v2': MOBILENET_V2_FILES,
  'mobilenet-v3': MOBILENET_V3_FILES,
  'plain-cnn': { kind: 'none' },
  'deep-and-wide': DEEP_AND_WIDE_PARTS,
} satisfies { [Id in ArchitectureId]: Extract<Published<Configs[Id]>, { kind: KindOf<Id> }> };
const PUBLISHED: { [Id in ArchitectureId]: Published<Configs[Id]> } = FAMILIES;

/** Every kind of file that is known, of all families. */
export function knownFiles(): FileKind<ArchitectureConfig>[] {
  return Object.values(PUBLISHED).flatMap((published): readonly FileKind<ArchitectureConfig>[] =>
    published.kind === 'files' ? published.known : [],
  );
}

/**
 * What a network takes of the file of another member of its family; null where the file is of another network.
 * @param found What the file holds.
 */
export function adjusted(
  found: ArchitectureConfig,
  asked: ArchitectureConfig,
  names: TensorNames,
): Adjustment | null {
  if (found.family !== asked.family) return null;
  const adjust = <Id extends ArchitectureId>(id: Id, one: Configs[Id], other: Configs[Id]) => {
    const published = PUBLISHED[id];
    if (published.kind !== 'files') return null;
    return published.adjust ? published.adjust(one, other, names) : { fresh: [], names };
  };
  return adjust(asked.family, found, asked);
}

/** The networks that a network is made of, and the stages that none of them fills; null for one of one piece. */
export function partsOf(
  config: ArchitectureConfig,
): { parts: readonly Part[]; fresh: readonly string[] } | null {
  const ask = <Id extends ArchitectureId>(id: Id, own: Configs[Id]) => {
    const published = PUBLISHED[id];
    return published.kind === 'parts' ? { parts: published.partsOf(own), fresh: published.fresh } : null;
  };
  return ask(config.family, config);
}
