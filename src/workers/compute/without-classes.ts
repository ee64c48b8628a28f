/** What is kept of a network's architecture with its weights. */
import type { ArchitectureInput } from '../../core/backbones/architectures';
import type { ArchitectureConfig } from '../../ml/backbones/architectures';

/** An architecture as a recipe has it: without what the task decides. */
export function withoutClasses(config: ArchitectureConfig): ArchitectureInput {
  const { classes: _, ...architecture } = config;
  return architecture;
}
