/**
 * A network's weights from where its recipe says: the bundled file, weights that were got before, or none. Deep & Wide
 * has two networks in it, each with weights of its own.
 */
import { HUB_NETWORKS } from '../../core/backbones/hub';
import { OnesheetError } from '../../core/errors';
import type { HubFile } from '../../core/backbones/hub-file';
import type { WeightsSource } from '../../core/recipe/weights-source';
import { sha256 } from '../../core/sha256';
import { architectureOf, type ArchitectureConfig } from '../../ml/backbones/architectures';
import { BUNDLED } from '../../ml/backbones/bundled';
import {
  asBranch,
  BRANCHES,
  branchesOf,
  FRESH_STAGES,
  type DeepAndWideConfig,
} from '../../ml/backbones/deep-and-wide';
import { fitWeights, type Fitted } from '../../ml/weights/fit-weights';
import { parseSafetensors } from '../../ml/weights/safetensors';
import type { Weights } from '../../ml/layers/weights';
import type { BackboneId } from './backbone-room';

/** Weights that were got before. */
export type KeptSource = Extract<WeightsSource, { kind: 'hub' | 'file' }>;

/** Where weights lie. */
export interface Shelves {
  bundled(id: BackboneId): Promise<ArrayBuffer>;
  /** @throws OnesheetError `weights-not-here`. */
  kept(source: KeptSource): Promise<Weights>;
}

const BUNDLED_ID: BackboneId = 'open-images-mobilenet-v2';

/**
 * Under our names, all shapes checked; `fresh` names the stages that there is nothing for.
 * @throws OnesheetError `weights-not-here`, `weights-other-network`, `weights-missing-tensor`, `weights-shape`,
 *   `weights-hash`, `weights-not-finite`, `fetch-failed`.
 */
export async function fittedWeights(
  source: WeightsSource,
  config: ArchitectureConfig,
  shelves: Shelves,
): Promise<Fitted> {
  if (source.kind === 'random') return noWeights(config);
  if (source.kind === 'bundled') return bundled(config, shelves);
  if (config.family === 'deep-and-wide') return branches(source, config, shelves);
  return fitWeights(await shelves.kept(source), config);
}

function noWeights(config: ArchitectureConfig): Fitted {
  return { weights: new Map(), fresh: architectureOf(config).stages.map(({ name }) => name) };
}

async function bundled(config: ArchitectureConfig, shelves: Shelves): Promise<Fitted> {
  const { facts, sha256: expected } = BUNDLED[BUNDLED_ID];
  const fits = config.family === 'mobilenet-v2' && config.source === 'folded' && config.width === 1;
  if (!fits)
    throw new OnesheetError(
      'weights-other-network',
      `The bundled weights are of ${facts.title}; the recipe’s network is ${architectureOf(config).title}.`,
      'Take MobileNetV2 1.0 without batch norms as the network, or other weights: from a file, from the hub, or random.',
      { where: { workspace: 'train', control: 'weights' } },
    );
  const file = await shelves.bundled(BUNDLED_ID);
  if (sha256(new Uint8Array(file)) !== expected)
    throw new OnesheetError(
      'weights-hash',
      `The weights of ${facts.title} are not those that this page was built with.`,
      'Reload the page; if it comes back, build the page again.',
    );
  return { weights: parseSafetensors(file), fresh: ['head'] };
}

/** Both ResNets of Deep & Wide: the source for the one that it fits, the hub's network of its size for the other. */
async function branches(source: KeptSource, config: DeepAndWideConfig, shelves: Shelves): Promise<Fitted> {
  const configs = branchesOf(config);
  const own = await shelves.kept(source);
  const found = await Promise.all(
    BRANCHES.map(async (branch) => {
      const fitted =
        tryToFit(own, configs[branch]) ??
        (await fittedWeights(hubSourceOf(configs[branch].size), configs[branch], shelves));
      return [...asBranch(fitted.weights, branch)].filter(([name]) => !name.startsWith(`${branch}/fc/`));
    }),
  );
  return { weights: new Map(found.flat()), fresh: [...FRESH_STAGES] };
}

function hubSourceOf(size: string): KeptSource {
  const network = HUB_NETWORKS.find(
    ({ architecture }) => architecture.family === 'resnet' && architecture.size === size,
  );
  // every size of ResNet is in the list
  const hub: HubFile = network?.hub ?? { repo: `timm/${size}`, file: 'model.safetensors', revision: 'main' };
  return { kind: 'hub', ...hub };
}

function tryToFit(weights: Weights, config: ArchitectureConfig): Fitted | null {
  try {
    return fitWeights(weights, config);
  } catch (error) {
    if (error instanceof OnesheetError && error.code === 'weights-other-network') return null;
    throw error;
  }
}
