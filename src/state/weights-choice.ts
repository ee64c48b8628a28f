/**
 * Choosing weights as part of the recipe. Weights are of one network, so that choosing them chooses the network too;
 * what the person has set of the same network (tweaks, dropout) stays.
 */
import {
  architectureSchema,
  type ArchitectureInput,
  type ArchitectureSettings,
} from '../core/backbones/architectures';
import { fitsWeightsOf } from '../core/backbones/lookups';
import type { KeptWeights } from '../core/backbones/kept-weights';

import type { HubFile } from '../core/backbones/hub-file';
import type { WeightsSource } from '../core/recipe/weights-source';
import type { OpenInput } from '../workers/protocol';
import { changeRecipe, currentRecipe } from './recipe';
import { weights } from './weights';

const BUNDLED: ArchitectureSettings = architectureSchema.parse({
  family: 'mobilenet-v2',
  width: 1,
  source: 'folded',
});

function choose(weights: WeightsSource, wanted: ArchitectureSettings | null): void {
  const { architecture } = currentRecipe().backbone;
  const stays = architecture && wanted && fitsWeightsOf(architecture, wanted);
  changeRecipe('backbone', { weights, architecture: stays ? architecture : wanted });
}

export function chooseBundled(): void {
  const { architecture } = currentRecipe().backbone;
  const stays = architecture && fitsWeightsOf(architecture, BUNDLED);
  choose({ kind: 'bundled' }, stays ? architecture : null);
}

/** The network stays; the bundled one is trained from scratch where no other is chosen. */
export function chooseRandom(): void {
  choose({ kind: 'random' }, currentRecipe().backbone.architecture ?? BUNDLED);
}

/** @param architecture Where it is known; else the network stays until the file has been looked at. */
export function chooseHub(hub: HubFile, architecture: ArchitectureInput | undefined): void {
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

/** Takes a person's files in and chooses what came of them. */
export async function takeOwnWeights(input: OpenInput): Promise<void> {
  const kept = await weights.getState().add(input);
  if (kept) chooseKept(kept);
}
