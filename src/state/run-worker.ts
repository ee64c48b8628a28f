/** The compute worker as the run service sees it. */
import type { Recipe } from '../core/recipe/recipe';
import type { Run, RunExperiment } from '../core/run/run';
import type { BackendChoice, ComputeApi, TrainEvent } from '../workers/protocol';
import type { Remote } from '../workers/rpc';

/** What to train, and which experiment it is part of. */
export interface RunOrder {
  recipe: Recipe;
  experiment: RunExperiment | null;
}

export interface RunWorker {
  /**
   * Trains to the end or until the signal is aborted, and resolves with the results so far.
   * @throws OnesheetError `stopped` if there was nothing to keep yet; any error of the training.
   */
  train(
    order: RunOrder,
    options: { signal: AbortSignal; onEvent: (event: TrainEvent) => void },
  ): Promise<Run>;
  pause(): Promise<unknown>;
  resume(): Promise<unknown>;
}

/**
 * @param compute returns the compute worker; called when a run starts, so that a page that never trains starts no
 * worker.
 * @param backend returns the backend chosen at that time.
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
