/** An open model on a device: takes posters that the data worker has received and returns predictions. */
import { throwIfStopped } from '../../core/errors';
import type { Problem } from '../../core/films/film';
import { nextTurn } from '../../core/next-turn';
import { ProgressMeter, type Progress } from '../../core/progress';
import { usedAugmentation } from '../../core/recipe/used-augmentation';
import { outputCount } from '../../core/heads';
import type { BackendName } from '../../core/run/run';
import { createBackbone } from '../../ml/backbones/backbone';
import { BUNDLED } from '../../ml/backbones/bundled';
import { recipeNetwork } from '../../ml/backbones/recipe-network';
import type { PortableModel } from '../../ml/formats/portable-model';
import { foldNorms } from '../../ml/layers/fold-norms';
import { opsFor } from '../../ml/layers/ops-for';
import { TrainableNetwork } from '../../ml/layers/trainable-network';
import { applyHead } from '../../ml/training/apply-head';
import { logitsOfPixels } from '../../ml/training/logits-of-pixels';
import { predictionsOf } from '../../ml/training/outputs';
import type { Weights } from '../../ml/layers/weights';
import type { DataApi } from '../protocol';
import type { Remote } from '../rpc';
import { BatchFeed } from './posters/batch-feed';
import { gatherFeatures, type Wanted } from './posters/gather-features';

export interface PredictWork {
  data: Pick<Remote<DataApi>, 'call'>;
  signal: AbortSignal;
  report: (progress: Progress) => void;
}

export interface PosterPredictions<T> {
  /** The samples whose posters could be read, in the given order. */
  samples: T[];
  /** `[samples, outputs]`, row-major. */
  probabilities: Float32Array;
  undecodable: readonly Problem[];
}

export interface Predictor {
  /** @throws OnesheetError `stopped`; whatever the data worker throws. */
  predict<T extends Wanted>(wanted: readonly T[], work: PredictWork): Promise<PosterPredictions<T>>;
  dispose(): void;
}

/** Puts a model on the backend, which must be tfjs's current one. */
export function createPredictor(model: PortableModel, backend: BackendName): Predictor {
  return model.parts.kind === 'head'
    ? headPredictor(model, model.parts)
    : networkPredictor(model, model.parts.weights, backend);
}

function headPredictor(
  { recipe, heads }: PortableModel,
  { backbone: weights, head }: Extract<PortableModel['parts'], { kind: 'head' }>,
): Predictor {
  const { taps, id } = recipe.backbone;
  const backbone = createBackbone(weights, BUNDLED[id].config, taps);
  return {
    async predict(wanted, work) {
      const { images, seed } = recipe;
      const gathered = await gatherFeatures(wanted, { ...work, backbone, taps, images, seed });
      const probabilities = await applyHead(head, gathered.features, heads);
      return { samples: gathered.samples, probabilities, undecodable: gathered.undecodable };
    },
    dispose: () => backbone.dispose(),
  };
}

/** Posters per batch. */
const BATCH = 16;

function networkPredictor(
  { recipe, heads }: PortableModel,
  weights: Weights,
  backend: BackendName,
): Predictor {
  const outputs = outputCount(heads);
  const folded = foldNorms(recipeNetwork(recipe, outputs).architecture, weights);
  const network = new TrainableNetwork(folded.architecture, folded.weights, opsFor(backend));

  return {
    async predict(wanted, { data, signal, report }) {
      const { images, seed } = recipe;
      const augmentation = usedAugmentation(recipe);
      const keys = wanted.map(({ key }) => key);
      const feed = new BatchFeed({ data, keys, images, augmentation, seed, signal });
      const groups = Array.from({ length: Math.ceil(keys.length / BATCH) }, (_, group) =>
        Array.from({ length: Math.min(BATCH, keys.length - group * BATCH) }, (_row, i) => group * BATCH + i),
      );
      const meter = new ProgressMeter('Predicting', 'posters', keys.length, report);
      const found: number[] = [];
      const logits = new Float32Array(keys.length * outputs);
      for await (const { rows, pixels } of feed.batches(groups, null)) {
        if (rows.length > 0)
          logits.set(await logitsOfPixels(network, pixels, images), found.length * outputs);
        found.push(...rows);
        meter.add(rows.length);
        await nextTurn();
        throwIfStopped(signal);
      }
      meter.set(keys.length);
      return {
        samples: found.map((row) => wanted[row]),
        probabilities: predictionsOf(logits.subarray(0, found.length * outputs), heads),
        undecodable: feed.undecodable,
      };
    },
    dispose: () => network.dispose(),
  };
}
