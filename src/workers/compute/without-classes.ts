/** What is kept of a network's architecture with its weights. */
import type { HubArchitecture } from '../../core/backbones/hub';
import type { ArchitectureConfig } from '../../ml/backbones/architectures';

/** An architecture as a recipe has it: without what the task decides. */
export function withoutClasses(config: ArchitectureConfig): HubArchitecture {
  const { classes: _, ...architecture } = config;
  return architecture;
}
