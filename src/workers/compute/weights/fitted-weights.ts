/**
 * A network's weights from where its recipe says: the bundled file, weights that were got before, or none. A network
 * that is made of others (Deep & Wide) takes weights for each of them.
 */
import { architectureSchema } from '../../../core/backbones/architectures';
import { HUB_NETWORKS, type HubNetwork } from '../../../core/backbones/hub';
import { fitsWeightsOf } from '../../../core/backbones/lookups';
import { OnesheetError } from '../../../core/errors';
import type { WeightsSource } from '../../../core/recipe/weights-source';
import { sha256 } from '../../../core/sha256';
import { architectureOf, settingsOf, type ArchitectureConfig } from '../../../ml/backbones/architectures';
import { BUNDLED } from '../../../ml/backbones/bundled';
import { parametersOf } from '../../../ml/layers/parameters';
import { fitWeights, type Fitted } from '../../../ml/weights/fit-weights';
import { partsOf } from '../../../ml/weights/published';
import { parseSafetensors } from '../../../ml/weights/safetensors';
import type { Weights } from '../../../ml/layers/weights';
import type { BackboneId } from './backbone-cache';

/** Weights that were got before. */
export type KeptSource = Extract<WeightsSource, { kind: 'hub' | 'file' }>;

/** How weights are read from where they are stored. */
export interface WeightsLoaders {
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
  loaders: WeightsLoaders,
): Promise<Fitted> {
  if (source.kind === 'random') return noWeights(config);
  if (source.kind === 'bundled') return bundled(config, loaders);
  return fitParts(await loaders.kept(source), config, loaders);
}

function noWeights(config: ArchitectureConfig): Fitted {
  return { weights: new Map(), fresh: architectureOf(config).stages.map(({ name }) => name) };
}

async function bundled(config: ArchitectureConfig, loaders: WeightsLoaders): Promise<Fitted> {
  const { facts, sha256: expected } = BUNDLED[BUNDLED_ID];
  const fits = config.family === 'mobilenet-v2' && config.source === 'folded' && config.width === 1;
  if (!fits)
    throw new OnesheetError(
      'weights-other-network',
      `The bundled weights are of ${facts.title}; the recipe’s network is ${architectureOf(config).title}.`,
      'Take MobileNetV2 1.0 without batch norms as the network, or other weights: from a file, from the hub, or random.',
      { where: { workspace: 'train', control: 'weights' } },
    );
  const file = await loaders.bundled(BUNDLED_ID);
  if (sha256(new Uint8Array(file)) !== expected)
    throw new OnesheetError(
      'weights-hash',
      `The weights of ${facts.title} are not those that this page was built with.`,
      'Reload the page; if it comes back, build the page again.',
    );
  return { weights: parseSafetensors(file), fresh: ['head'] };
}

/** A network that is made of others takes the source for those that it fits, and the hub's network for the rest. */
async function fitParts(own: Weights, config: ArchitectureConfig, loaders: WeightsLoaders): Promise<Fitted> {
  const made = partsOf(config);
  if (!made) return fitWeights(own, config);
  const found = await Promise.all(
    made.parts.map(async (part) => {
      const hub = hubNetworkOf(part.config);
      const fitted =
        tryToFit(own, part.config) ??
        (hub
          ? await fittedWeights({ kind: 'hub', ...hub.hub }, part.config, loaders)
          : fitWeights(own, part.config));
      return [...part.asPart(withoutHead(fitted.weights, part.config))];
    }),
  );
  return { weights: new Map(found.flat()), fresh: [...made.fresh] };
}

function withoutHead(weights: Weights, config: ArchitectureConfig): Weights {
  const head = parametersOf(architectureOf(config)).filter(({ stage }) => stage === 'head');
  const inHead = new Set(head.map(({ name }) => name));
  return new Map([...weights].filter(([name]) => !inHead.has(name)));
}

/** The hub's network whose weights fill this one; undefined where the list has none. */
function hubNetworkOf(config: ArchitectureConfig): HubNetwork | undefined {
  const settings = settingsOf(config);
  return HUB_NETWORKS.find(({ architecture }) =>
    fitsWeightsOf(settings, architectureSchema.parse(architecture)),
  );
}

function tryToFit(weights: Weights, config: ArchitectureConfig): Fitted | null {
  try {
    return fitWeights(weights, config);
  } catch (error) {
    if (error instanceof OnesheetError && error.code === 'weights-other-network') return null;
    throw error;
  }
}
