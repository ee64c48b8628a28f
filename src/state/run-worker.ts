/** Who carries runs out: the compute worker, as the run service sees it. */
import type { Recipe } from '../core/recipe/recipe';
import type { Run, RunExperiment } from '../core/run/run';
import type { BackendChoice, ComputeApi, TrainEvent } from '../workers/protocol';
import type { Remote } from '../workers/rpc';

/** What is to be trained, and as part of what. */
export interface RunOrder {
  recipe: Recipe;
  experiment: RunExperiment | null;
}

export interface RunWorker {
  /**
   * Trains to the end, or until the signal is aborted; then what there is comes back.
   * @throws OnesheetError `stopped` where there was nothing to keep yet; whatever went wrong.
   */
  train(
    order: RunOrder,
    options: { signal: AbortSignal; onEvent: (event: TrainEvent) => void },
  ): Promise<Run>;
  pause(): Promise<unknown>;
  resume(): Promise<unknown>;
}

/**
 * @param compute gives the compute worker; called when a run begins, so that a page that never trains starts none.
 * @param backend the one that is asked for, when a run begins.
 */
export function computeRunWorker(
  compute: () => Pick<Remote<ComputeApi>, 'call'>,
  backend: () => BackendChoice,
): RunWorker {
  return {
    train: async ({ recipe, experiment }, options) =>
      compute().call('train', { recipe, backend: backend(), ...(experiment && { experiment }) }, options),
    pause: async () => compute().call('pause', null),
    resume: async () => compute().call('resume', null),
  };
}
