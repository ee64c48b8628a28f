/**
 * Chooses weights as part of the recipe. Weights belong to one network, so choosing them chooses the network too; the
 * settings for the same network (tweaks, dropout) stay.
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

/** Keeps the network and trains it from scratch; the bundled one if no other is chosen. */
export function chooseRandom(): void {
  choose({ kind: 'random' }, currentRecipe().backbone.architecture ?? BUNDLED);
}

/** @param architecture If known; otherwise the network stays until the file has been read. */
export function chooseHub(hub: HubFile, architecture: ArchitectureInput | undefined): void {
  const wanted = architecture
    ? architectureSchema.parse(architecture)
    : currentRecipe().backbone.architecture;
  choose({ kind: 'hub', ...hub }, wanted);
}

/** Chooses weights that are on this machine. */
export function chooseKept({ origin, name, sha256, architecture }: KeptWeights): void {
  if (origin.kind === 'hub') chooseHub(origin.hub, architecture);
  else choose({ kind: 'file', name, sha256 }, architectureSchema.parse(architecture));
}

/** Adds a person's files and chooses the resulting weights. */
export async function takeOwnWeights(input: OpenInput): Promise<void> {
  const kept = await weights.getState().add(input);
  if (kept) chooseKept(kept);
}
