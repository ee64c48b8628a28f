/** Trains a head on the frozen bundled backbone, whose features are computed once per poster and cached. */
import { throwIfStopped } from '../../../core/errors';
import { takeRows } from '../../../core/metrics';
import { columnCount } from '../../../core/heads';
import { applyHead } from '../../../ml/training/apply-head';
import { trainHead, type HeadTraining } from '../../../ml/training/train-head';
import type { Gathered } from '../posters/gather-features';
import { features, type Row } from './features';
import { follow } from './follow';
import { bySide, storedPredictions } from './predictions';
import type { Outcome, TrainingSetup, Work } from './strategy';

export async function trainHeadOnFeatures(work: Work): Promise<Outcome> {
  const { plan, recipe, signal } = work;
  const gathered = await work.timed('features', () => features(work));
  throwIfStopped(signal);
  const rows = gathered.samples.map(({ row }) => row);
  const training = headTraining(work, gathered);
  const { dimension } = training;
  const events = trainHead(training);
  const trainRows = gathered.samples.filter(({ split }) => split === 'train').length;
  const batches = Math.ceil(trainRows / recipe.training.batchSize) * recipe.training.epochs;
  const trained = await work.timed('training', () =>
    follow(events, work, batches, (head) => ({ kind: 'head', head })),
  );
  const predictions = await work.timed('predictions', async () => {
    const order = bySide(plan, rows);
    const places = new Map(rows.map((row, place) => [row, place]));
    const inOrder = order.map((row) => places.get(row) ?? 0);
    const sorted = takeRows(gathered.features, dimension, inOrder);
    // it has just been trained as a head
    const head = trained.kind === 'head' ? trained.head : [];
    return storedPredictions(plan, order, await applyHead(head, sorted, plan.heads));
  });
  return { trained, predictions, undecodable: gathered.undecodable };
}

/** Trains the head on features of a plan's posters. */
export function headTraining(
  { plan, recipe }: Pick<TrainingSetup, 'plan' | 'recipe'>,
  { samples, features }: Pick<Gathered<Row>, 'samples' | 'features'>,
): HeadTraining {
  const rows = samples.map(({ row }) => row);
  return {
    features,
    dimension: features.length / rows.length,
    answers: { heads: plan.heads, values: takeRows(plan.answers, columnCount(plan.heads), rows) },
    splits: samples.map(({ split }) => split),
    recipe,
  };
}
