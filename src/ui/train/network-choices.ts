/** The networks that a person may choose, by one word each; finer settings of a recipe are kept as they are. */
import { architectureSchema, type ArchitectureSettings } from '../../core/recipe/backbone';
import { SIZE_NAMES } from '../../core/recipe/value-names';
import type { WeightsSource } from '../../core/recipe/weights-source';

const INPUTS = {
  resnet18: { family: 'resnet', size: 'resnet18' },
  resnet34: { family: 'resnet', size: 'resnet34' },
  resnet50: { family: 'resnet', size: 'resnet50' },
  'wide-resnet50-2': { family: 'resnet', size: 'wide-resnet50-2' },
  'resnet50-v2': { family: 'resnet-v2' },
  vgg16: { family: 'vgg' },
  'mobilenet-v1': { family: 'mobilenet-v1' },
  'mobilenet-v2': { family: 'mobilenet-v2', source: 'torch' },
  'mobilenet-v3': { family: 'mobilenet-v3' },
  'three-block': { family: 'plain-cnn', size: 'three-block' },
  'eleven-layer': { family: 'plain-cnn', size: 'eleven-layer' },
  'deep-and-wide': { family: 'deep-and-wide' },
} as const;

export type NetworkChoice = 'bundled' | keyof typeof INPUTS;

function bySize(value: NetworkChoice & keyof typeof SIZE_NAMES) {
  return { value, label: SIZE_NAMES[value] };
}

export const NETWORK_CHOICES: readonly { value: NetworkChoice; label: string }[] = [
  { value: 'bundled', label: 'MobileNetV2 1.0, bundled' },
  ...(['resnet18', 'resnet34', 'resnet50', 'wide-resnet50-2', 'resnet50-v2', 'vgg16'] as const).map(bySize),
  { value: 'mobilenet-v1', label: 'MobileNetV1' },
  { value: 'mobilenet-v2', label: 'MobileNetV2' },
  { value: 'mobilenet-v3', label: 'MobileNetV3 small' },
  ...(['three-block', 'eleven-layer'] as const).map(bySize),
  { value: 'deep-and-wide', label: 'Deep & Wide' },
];

/** The word for a recipe's network. */
export function choiceOf(architecture: ArchitectureSettings | null): NetworkChoice {
  if (architecture === null) return 'bundled';
  if (architecture.family === 'resnet' || architecture.family === 'plain-cnn') return architecture.size;
  if (architecture.family === 'resnet-v2') return 'resnet50-v2';
  return architecture.family === 'vgg' ? 'vgg16' : architecture.family;
}

/** A network as it is chosen, and the weights that it begins with: the bundled ones are of one network alone. */
export function chosen(
  choice: NetworkChoice,
  weights: WeightsSource,
): { architecture: ArchitectureSettings | null; weights: WeightsSource } {
  if (choice === 'bundled') return { architecture: null, weights: { kind: 'bundled' } };
  return {
    architecture: architectureSchema.parse(INPUTS[choice]),
    weights: weights.kind === 'bundled' ? { kind: 'random' } : weights,
  };
}
