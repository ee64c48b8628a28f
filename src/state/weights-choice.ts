/**
 * Choosing weights as part of the recipe. Weights are of one network, so that choosing them chooses the network too;
 * what the person has set of the same network (tweaks, dropout) stays.
 */
import type { HubArchitecture } from '../core/backbones/hub';
import type { KeptWeights } from '../core/backbones/kept-weights';
import { architectureSchema, type ArchitectureSettings } from '../core/recipe/backbone';
import type { HubFile, WeightsSource } from '../core/recipe/weights-source';
import { changeRecipe, currentRecipe } from './recipe';

const BUNDLED: ArchitectureSettings = architectureSchema.parse({
  family: 'mobilenet-v2',
  width: 1,
  source: 'folded',
});

/** What of an architecture its weights decide. */
const DECISIVE = ['family', 'size', 'width', 'source'] as const;

/** True where weights for `wanted` fit a network of these settings as it is. */
function fits(settings: ArchitectureSettings, wanted: ArchitectureSettings): boolean {
  if (settings.family === 'deep-and-wide' && wanted.family === 'resnet')
    return [settings.deep, settings.wide].includes(wanted.size);
  const [one, other] = [settings, wanted].map((each) => new Map<string, unknown>(Object.entries(each)));
  return DECISIVE.every((field) => one.get(field) === other.get(field));
}

function choose(weights: WeightsSource, wanted: ArchitectureSettings | null): void {
  const { architecture } = currentRecipe().backbone;
  const stays = architecture && wanted && fits(architecture, wanted);
  changeRecipe('backbone', { weights, architecture: stays ? architecture : wanted });
}

export function chooseBundled(): void {
  const { architecture } = currentRecipe().backbone;
  const stays = architecture && fits(architecture, BUNDLED);
  choose({ kind: 'bundled' }, stays ? architecture : null);
}

/** The network stays; the bundled one is trained from scratch where no other is chosen. */
export function chooseRandom(): void {
  choose({ kind: 'random' }, currentRecipe().backbone.architecture ?? BUNDLED);
}

/** @param architecture Where it is known; else the network stays until the file has been looked at. */
export function chooseHub(hub: HubFile, architecture: HubArchitecture | undefined): void {
  const wanted = architecture
    ? architectureSchema.parse(architecture)
    : currentRecipe().backbone.architecture;
  choose({ kind: 'hub', ...hub }, wanted);
}

/** Weights that are on this machine. */
export function chooseKept({ origin, name, sha256, architecture }: KeptWeights): void {
  if (origin.kind === 'hub') chooseHub(origin.hub, architecture);
  else choose({ kind: 'file', name, sha256 }, architectureSchema.parse(architecture));
}
