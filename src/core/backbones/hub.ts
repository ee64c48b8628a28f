/**
 * Networks on the Hugging Face hub that are known to fit an architecture. None ships with the page; a person fetches
 * one by pressing a button. Names, shapes and hash are checked on arrival.
 */
import type { HubNetworkFacts } from './architecture-facts';
import { ARCHITECTURES, type ArchitectureInput } from './architectures';

export type HubNetwork = HubNetworkFacts<ArchitectureInput>;

/** Smallest first. Each architecture defines its own pixel normalisation (`ml/backbones`). */
export const HUB_NETWORKS: readonly HubNetwork[] = Object.values(ARCHITECTURES)
  .flatMap(({ pretrained }): readonly HubNetwork[] => (pretrained.kind === 'files' ? pretrained.hub : []))
  .toSorted((a, b) => a.millions - b.millions);

/** What is known about a repository; undefined if it is not listed. */
export function hubNetwork(repo: string): HubNetwork | undefined {
  return HUB_NETWORKS.find(({ hub }) => hub.repo === repo);
}
