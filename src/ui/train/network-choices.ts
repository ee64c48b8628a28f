/** The networks that a person may choose, by one word each; finer settings of a recipe are kept as they are. */
import { architectureSchema, type ArchitectureSettings } from '../../core/backbones/architectures';
import { NETWORK_CHOICES, networkChoiceOf, type NetworkChoice } from '../../core/backbones/lookups';
import type { WeightsSource } from '../../core/recipe/weights-source';

/** In place of a network of its own: the one that ships with the page. */
const BUNDLED = 'bundled';
type Choice = typeof BUNDLED | NetworkChoice;

export const MENU: readonly { value: Choice; label: string }[] = [
  { value: BUNDLED, label: 'MobileNetV2 1.0, bundled' },
  ...[...NETWORK_CHOICES].map(([value, { label }]) => ({ value, label })),
];

/** The word for a recipe's network. */
export function choiceOf(architecture: ArchitectureSettings | null): Choice {
  return architecture === null ? BUNDLED : networkChoiceOf(architecture);
}

/** A network as it is chosen, and the weights that it begins with: the bundled ones are of one network alone. */
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
