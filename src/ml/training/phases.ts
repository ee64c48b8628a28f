/** The phases of a training: what is trained when, from the recipe's depth. */
import type { DepthSettings } from '../../core/recipe/backbone';

export interface Phase {
  /** `head`: on the head's own features, which are computed once; `network`: through the network. */
  kind: 'head' | 'network';
  /** Number of trained stages, counted from the end. */
  stages: number;
  epochs: number;
}

/** @param stages Number of the network's stages, including the head. */
export function phasesOf(depth: DepthSettings, stages: number, epochs: number): Phase[] {
  const head = { kind: 'head', stages: 1, epochs } as const;
  const network = (before: number | null, left: number): Phase => ({
    kind: 'network',
    stages: before === null ? stages : Math.min(stages, before + 1),
    epochs: left,
  });
  switch (depth.kind) {
    case 'head':
      return [head];
    case 'last':
      return [network(depth.stages, epochs)];
    case 'all':
      return [network(null, epochs)];
    default: {
      const first = Math.min(depth.headEpochs, epochs);
      const then = first < epochs ? [network(depth.stages, epochs - first)] : [];
      return [{ ...head, epochs: first }, ...then];
    }
  }
}

/** Factor of the learning rate for each stage: every earlier stage is slower by the same factor. */
export function rateByStage(depth: DepthSettings, stages: readonly string[]): (stage: string) => number {
  const factor = depth.kind === 'staged' ? depth.ratePerStage : 1;
  return (stage) => factor ** (stages.length - 1 - stages.indexOf(stage));
}
