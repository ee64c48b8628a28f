/** The networks that a person can choose, by short ids; a recipe's finer settings are kept. */
import { architectureSchema, type ArchitectureSettings } from '../../core/backbones/architectures';
import { NETWORK_CHOICES, networkChoiceOf, type NetworkChoice } from '../../core/backbones/lookups';
import type { WeightsSource } from '../../core/recipe/weights-source';

/** Replaces a network of one's own: the one that comes with the page. */
const BUNDLED = 'bundled';
type Choice = typeof BUNDLED | NetworkChoice;

export const MENU: readonly { value: Choice; label: string }[] = [
  { value: BUNDLED, label: 'MobileNetV2 1.0, bundled' },
  ...[...NETWORK_CHOICES].map(([value, { label }]) => ({ value, label })),
];

/** The id for a recipe's network. */
export function choiceOf(architecture: ArchitectureSettings | null): Choice {
  return architecture === null ? BUNDLED : networkChoiceOf(architecture);
}

/** The chosen network with its initial weights: the bundled ones suit only one network. */
export function chosen(
  choice: Choice,
  weights: WeightsSource,
): { architecture: ArchitectureSettings | null; weights: WeightsSource } {
  const network = choice === BUNDLED ? undefined : NETWORK_CHOICES.get(choice);
  if (!network) return { architecture: null, weights: { kind: 'bundled' } };
  return {
    architecture: architectureSchema.parse(network.settings),
    weights: weights.kind === 'bundled' ? { kind: 'random' } : weights,
  };
}
