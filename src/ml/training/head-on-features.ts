/**
 * Trains a network's head on the features of its frozen part, which are computed once. The result is written to the
 * network's own last layers, using their names and scales.
 */
import * as tf from '@tensorflow/tfjs-core';
import { takeRows } from '../../core/metrics';
import type { Recipe } from '../../core/recipe/recipe';
import type { HeadWeights } from '../../core/run/trained';
import type { SplitName } from '../../core/splits/split-name';
import type { TrainableNetwork } from '../layers/trainable-network';
import type { Weights } from '../layers/weights';
import { asNetworkWeights, scaleWeights, type NetworkHead } from './network-head';
import type { Answers, Objective } from './objective';
import { trainingSides } from './sides';
import { standardiserOf, type Standardiser } from './standardise';
import type { HeadTraining } from './train-head';
import { unfoldScales } from './value-scale';

export class HeadOnFeatures {
  private readonly dimension: number;
  private readonly scale: Standardiser;

  /**
   * @param features `[rows, dimension]`, row-major, of those rows of both sides that could be read.
   * @param splits Side of every row.
   * @throws OnesheetError `plan-too-few-films` if no row of one of the sides could be read.
   */
  constructor(
    private readonly head: NetworkHead,
    private readonly rows: readonly number[],
    private readonly features: Float32Array,
    private readonly splits: readonly SplitName[],
  ) {
    this.dimension = features.length / rows.length;
    const { train } = trainingSides(rows.map((row) => splits[row]));
    this.scale = standardiserOf(features, this.dimension, train);
  }

  /** What `trainHead` takes. */
  training({ heads, values }: Answers, { columns }: Objective, recipe: Recipe, epochs: number): HeadTraining {
    return {
      features: this.features,
      dimension: this.dimension,
      answers: { heads, values: takeRows(values, columns, this.rows) },
      splits: this.rows.map((row) => this.splits[row]),
      recipe: {
        ...recipe,
        head: { dropout: this.head.dropout, hidden: this.head.hidden },
        training: { ...recipe.training, epochs },
      },
    };
  }

  /** What `trainHead` kept, as weights of the network; values are standardised, as in the network's outputs. */
  asWeights(kept: HeadWeights, { heads }: Answers, { scales }: Objective): Weights {
    const last = kept[kept.length - 1];
    const unfolded = unfoldScales(last.kernel, last.bias, heads, scales);
    return asNetworkWeights(this.head, [...kept.slice(0, -1), { ...last, ...unfolded }], this.scale);
  }

  /** Sets the network's standardisation layer to the scale of its initial features. */
  standardise(network: TrainableNetwork): void {
    for (const [name, { data }] of scaleWeights(this.head.standardise, this.scale))
      tf.tidy(() => network.variables.get(name)?.assign(tf.tensor1d(data.slice())));
  }
}
