/** The bundled backbone frozen: its features once a poster, from their cache where they are there, and a head on them. */
import { throwIfStopped } from '../../../core/errors';
import { takeRows } from '../../../core/metrics';
import { columnCount } from '../../../core/run/heads';
import type { Sample } from '../../../core/run/run';
import { BUNDLED } from '../../../ml/backbones/bundled';
import { applyHead } from '../../../ml/training/apply-head';
import { trainHead } from '../../../ml/training/train-head';
import { FeatureCache } from '../../../storage/feature-cache';
import { gatherFeatures, type Gathered } from '../gather-features';
import { follow } from './follow';
import { bySide, storedPredictions } from './predictions';
import type { Outcome, Work } from './strategy';

/** A sample and its row in the plan. */
type Row = Sample & { row: number };

export async function trainHeadOnFeatures(work: Work): Promise<Outcome> {
  const { plan, recipe, signal } = work;
  const gathered = await work.timed('features', () => features(work));
  throwIfStopped(signal);
  const rows = gathered.samples.map(({ row }) => row);
  const dimension = gathered.features.length / rows.length;
  const events = trainHead({
    features: gathered.features,
    dimension,
    answers: { heads: plan.heads, values: takeRows(plan.answers, columnCount(plan.heads), rows) },
    splits: gathered.samples.map((sample) => sample.split),
    recipe,
  });
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
    // it was trained just now, as a head
    const head = trained.kind === 'head' ? trained.head : [];
    return storedPredictions(plan, order, await applyHead(head, sorted, plan.heads));
  });
  return { trained, predictions, undecodable: gathered.undecodable };
}

async function features(work: Work): Promise<Gathered<Row>> {
  const { data, backbones, device, gate, signal, plan } = work;
  const { backbone: choice, images, seed } = work.recipe;
  work.announce('Loading the backbone');
  const backbone = await backbones.get(choice.id, device.backend);
  const cache = await FeatureCache.open({
    backbone: BUNDLED[choice.id].sha256,
    taps: choice.taps,
    images,
    seed,
    dimension: backbone.channels(choice.taps),
  });
  try {
    const gathered = await gatherFeatures(
      plan.samples.map((sample, row) => ({ ...sample, row })),
      {
        data,
        backbone,
        taps: choice.taps,
        images,
        seed,
        store: cache,
        gate,
        signal,
        report: (progress) => work.emit({ kind: 'progress', progress }),
      },
    );
    work.timings.decode = gathered.decodeSeconds;
    return gathered;
  } finally {
    cache.close();
  }
}
