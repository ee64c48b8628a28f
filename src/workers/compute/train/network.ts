/**
 * Trains a network of which more than the head is trained, on posters that the data worker decodes and augments ahead.
 */
import { usedAugmentation } from '../../../core/recipe/used-augmentation';
import { usedPrecision } from '../../../core/run/used-precision';
import type { Trained } from '../../../core/run/trained';
import { fillNetwork, recipeNetwork } from '../../../ml/backbones/recipe-network';
import { outputCount } from '../../../core/heads';
import { opsFor } from '../../../ml/layers/ops-for';
import { NetworkSession } from '../../../ml/training/train-network';
import type { Weights } from '../../../ml/layers/weights';
import { BatchFeed } from '../posters/batch-feed';
import { openActivations } from './activations';
import { follow } from './follow';
import { bySide, storedPredictions } from './predictions';
import type { Outcome, TrainingSetup, Work } from './strategy';

export async function trainNetwork(work: Work): Promise<Outcome> {
  const { plan, recipe } = work;
  const { samples } = plan;
  const { session, source } = await openNetwork(work);
  try {
    work.announce('Starting the network');
    const batches = Math.ceil(plan.sizes.train / recipe.training.batchSize) * recipe.training.epochs;
    const trained = await work.timed('training', () => follow(session.epochs(), work, batches, trainedOf));
    work.timings.waited = source.waitedSeconds;
    work.announce('Predicting');
    const { rows, predictions } = await work.timed('predictions', () =>
      session.predict(bySide(plan, [...samples.keys()])),
    );
    return {
      trained,
      predictions: storedPredictions(plan, rows, predictions),
      undecodable: source.undecodable,
    };
  } finally {
    session.dispose();
  }
}

/**
 * Puts the recipe's network with its weights on the device and opens the feed of its posters. The caller disposes it.
 */
export async function openNetwork(
  work: TrainingSetup,
): Promise<{ session: NetworkSession; source: BatchFeed }> {
  const { plan, recipe, signal, data, device } = work;
  const { heads, samples, answers } = plan;
  const network = recipeNetwork(recipe, outputCount(heads));
  const weights = await work.timed('weights', async () => {
    const fitted = await work.weights.weights(recipe.backbone.weights, network.config, {
      signal,
      report: (progress) => work.emit({ kind: 'progress', progress }),
    });
    return fillNetwork(network, fitted, recipe.seed);
  });
  const { images, seed } = recipe;
  const source = new BatchFeed({
    data,
    keys: samples.map(({ key }) => key),
    images,
    augmentation: usedAugmentation(recipe),
    seed,
    signal,
  });
  const session = new NetworkSession({
    architecture: network.architecture,
    weights,
    ops: opsFor(device.backend, usedPrecision(recipe, device.backend)),
    answers: { heads, values: answers },
    splits: samples.map(({ split }) => split),
    source,
    recipe,
    open: openActivations,
  });
  return { session, source };
}

function trainedOf(weights: Weights): Trained {
  const tensors = [...weights].map(([name, { shape, data }]) => [name, { shape, data }] as const);
  return { kind: 'network', tensors: new Map(tensors) };
}
