/** What is trained when: the parts of a training, from the recipe's depth. */
import type { DepthSettings } from '../../core/recipe/backbone';

export interface Phase {
  /** `head`: on the head's own features, which are computed once; `network`: through the network. */
  kind: 'head' | 'network';
  /** So many stages from the end. */
  stages: number;
  epochs: number;
}

/** @param stages how many the network has, the head among them */
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

/** Share of the learning rate by the name of a stage: each earlier one is slower by the same factor. */
export function rateByStage(depth: DepthSettings, stages: readonly string[]): (stage: string) => number {
  const factor = depth.kind === 'staged' ? depth.ratePerStage : 1;
  return (stage) => factor ** (stages.length - 1 - stages.indexOf(stage));
}
