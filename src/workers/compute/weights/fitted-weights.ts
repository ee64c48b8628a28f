/**
 * A network's weights from the source named by its recipe: the bundled file, weights added or downloaded before, or
 * none. A network composed of others (Deep & Wide) takes weights for each of them.
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

/** Weights that were added or downloaded before. */
export type KeptSource = Extract<WeightsSource, { kind: 'hub' | 'file' }>;

/** How weights are read from where they are stored. */
export interface WeightsLoaders {
  bundled(id: BackboneId): Promise<ArrayBuffer>;
  /** @throws OnesheetError `weights-not-here`. */
  kept(source: KeptSource): Promise<Weights>;
}

const BUNDLED_ID: BackboneId = 'open-images-mobilenet-v2';

/**
 * The weights under our names, all shapes checked; `fresh` names the stages for which there are none.
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
      `The bundled weights are for ${facts.title}; the recipe’s network is ${architectureOf(config).title}.`,
      'Choose MobileNetV2 1.0 without batch norms as the network, or other weights: from a file, from the hub, or random.',
      { where: { workspace: 'train', control: 'weights' } },
    );
  const file = await loaders.bundled(BUNDLED_ID);
  if (sha256(new Uint8Array(file)) !== expected)
    throw new OnesheetError(
      'weights-hash',
      `The weights of ${facts.title} are not the ones that this page was built with.`,
      'Reload the page; if this happens again, build the page again.',
    );
  return { weights: parseSafetensors(file), fresh: ['head'] };
}

/** A composed network uses the source for the parts that it fits, and weights from the hub for the others. */
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

/** The network on the hub whose weights fit this one; undefined if the list has none. */
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
