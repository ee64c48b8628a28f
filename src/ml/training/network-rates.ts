/** The learning-rate range test of a network: one step per learning rate, each of as many batches as one update needs. */
import type { Recipe } from '../../core/recipe/recipe';
import { findLearningRate, type FinderOptions, type FinderPoint } from '../schedules/learning-rate-finder';
import { endlessBatches } from './endless-batches';
import type { EpochOrder } from './epoch-order';
import { mixBatch } from './mix-batch';
import type { NetworkInputs } from './network-inputs';
import type { Objective } from './objective';
import type { OpenStep } from './open-step';

export interface RatesWork {
  inputs: NetworkInputs;
  order: EpochOrder;
  size: number;
  objective: Objective;
  recipe: Recipe;
  open: OpenStep;
}

/** Changes the weights; the caller restores them. */
export async function* networkRates(
  { inputs, order, size, objective, recipe, open }: RatesWork,
  options: Partial<FinderOptions>,
): AsyncGenerator<FinderPoint, void, void> {
  const { optimizer, step } = open;
  const { accumulate } = recipe.step;
  const batches = endlessBatches(inputs, order, size);
  let number = 0;
  /** NaN if it is not finite. */
  const lossOfBatch = async (): Promise<number> => {
    const next = await batches.next();
    if (next.done) return NaN;
    const { rows } = next.value;
    const mixed = mixBatch(next.value, objective.encode(rows, false), inputs, recipe, number++);
    return objective.lossOf(step.run(mixed.batch, mixed.encoded), mixed.encoded, rows.length);
  };
  try {
    yield* findLearningRate(async (rate) => {
      optimizer.learningRate = rate;
      let loss = 0;
      for (let i = 0; i < accumulate; i++) loss += (await lossOfBatch()) / accumulate;
      return loss;
    }, options);
  } finally {
    await batches.return();
  }
}
