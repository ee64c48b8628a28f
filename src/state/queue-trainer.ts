/** What the queue needs of whoever trains: one run at a time, told how it ended. */
import type { ErrorReport } from '../core/errors';
import type { Recipe } from '../core/recipe/recipe';
import type { RunExperiment } from '../core/run/run';

/** What a training came to. */
export type Ended =
  { status: 'finished' | 'stopped'; runId: string | null } | { status: 'failed'; error: ErrorReport };

/** How one run is trained and held. */
export interface QueueTrainer {
  /** Resolves when it has ended, however it ended. @param place "2 of 4". */
  train(recipe: Recipe, experiment: RunExperiment | null, place: string): Promise<Ended>;
  /** Resolves when nothing else is being trained. */
  free(): Promise<void>;
  pause(): void;
  resume(): void;
  /** Ends the one that is going on; what there is of it is kept. */
  stop(): void;
}
