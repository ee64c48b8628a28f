/** The bundled backbone's features of a plan's posters: from the cache if they are there, otherwise computed. */
import type { Sample } from '../../../core/plan/plan';
import { BUNDLED } from '../../../ml/backbones/bundled';
import { FeatureCache } from '../../../storage/feature-cache';
import { gatherFeatures, type Gathered } from '../posters/gather-features';
import type { TrainingSetup } from './strategy';

/** A sample and its row in the plan. */
export type Row = Sample & { row: number };

/** @throws OnesheetError `stopped`; whatever the data worker throws. */
export async function features(work: TrainingSetup): Promise<Gathered<Row>> {
  const { data, backbones, device, gate, signal, plan } = work;
  const { backbone: choice, images, seed } = work.recipe;
  work.announce('Loading the backbone');
  const backbone = await backbones.get(choice.id, device);
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
