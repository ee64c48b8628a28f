/**
 * Networks on the Hugging Face hub that are known to fit an architecture here. Nothing of them ships with the page: a
 * person asks for one by a press of a button. Names, shapes and hash are checked when it comes.
 */
import type { HubNetworkFacts } from './architecture-facts';
import { ARCHITECTURES, type ArchitectureInput } from './architectures';

export type HubNetwork = HubNetworkFacts<ArchitectureInput>;

/** From small to large. Normalisation of pixels is the architecture's own (`ml/backbones`). */
export const HUB_NETWORKS: readonly HubNetwork[] = Object.values(ARCHITECTURES)
  .flatMap(({ pretrained }): readonly HubNetwork[] => (pretrained.kind === 'files' ? pretrained.hub : []))
  .toSorted((a, b) => a.millions - b.millions);

/** What is known of a repository; undefined for one that is not listed. */
export function hubNetwork(repo: string): HubNetwork | undefined {
  return HUB_NETWORKS.find(({ hub }) => hub.repo === repo);
}
