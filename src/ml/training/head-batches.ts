/**
 * Turns rows of cached features into batches on the device. Standardisation, dropout and padding are applied while
 * copying, so that each batch is one upload of a fixed shape.
 */
import { tensor2d, type Tensor2D } from '@tensorflow/tfjs-core';
import type { Random } from '../../core/random';
import type { HeadBatch } from './head-model';
import type { Encoded, Objective } from './objective';
import type { Standardiser } from './standardise';

export interface FeatureRows {
  /** `[n, dimension]`, row-major */
  features: Float32Array;
  dimension: number;
}

/** Rows of one side that go to the device at once for evaluation. */
const EVALUATION_ROWS = 1024;

/** Copies the standardised rows `order[from … from + count)` to the start of `into`. */
function copyRows(
  { features, dimension }: FeatureRows,
  { mean, deviation }: Standardiser,
  order: ArrayLike<number>,
  from: number,
  count: number,
  into: Float32Array,
): void {
  for (let i = 0; i < count; i++) {
    let at = order[from + i] * dimension;
    let to = i * dimension;
    for (let j = 0; j < dimension; j++) into[to++] = (features[at++] - mean[j]) / deviation[j];
  }
}

/** Inverted dropout in place: each value is 0 with probability `rate`, otherwise scaled by 1 / (1 − rate). */
export function dropOut(values: Float32Array, rate: number, random: Random): void {
  const threshold = Math.round(rate * 0x10000);
  const scale = 0x10000 / (0x10000 - threshold);
  for (let i = 0; i < values.length; i += 2) {
    // one draw decides two values, since 16 bits are enough for a rate
    const draw = random.uint32();
    values[i] = (draw & 0xffff) < threshold ? 0 : values[i] * scale;
    if (i + 1 < values.length) values[i + 1] = draw >>> 16 < threshold ? 0 : values[i + 1] * scale;
  }
}

/** Makes training batches of `batchSize` rows. */
export class HeadBatches {
  constructor(
    private readonly rows: FeatureRows,
    private readonly objective: Objective,
    private readonly standardiser: Standardiser,
    private readonly batchSize: number,
    private readonly dropout: number,
    private readonly masks: Random,
  ) {}

  /** The batch of rows `order[from …]`; padded with rows of weight 0 if the order has too few. */
  at(order: readonly number[], from: number): HeadBatch & { rows: readonly number[]; encoded: Encoded } {
    const { dimension } = this.rows;
    const rows = order.slice(from, from + this.batchSize);
    const features = new Float32Array(this.batchSize * dimension);
    copyRows(this.rows, this.standardiser, rows, 0, rows.length, features);
    if (this.dropout > 0) dropOut(features, this.dropout, this.masks);
    const encoded = this.objective.encode(rows, false);
    return {
      rows,
      encoded,
      features: tensor2d(features, [this.batchSize, dimension]),
      ...this.objective.onDevice(encoded, this.batchSize),
    };
  }
}

/** All of `order`, standardised, on the device in a few pieces. The caller disposes of them. */
export function evaluationPieces(
  rows: FeatureRows,
  standardiser: Standardiser,
  order: ArrayLike<number>,
): Tensor2D[] {
  const pieces: Tensor2D[] = [];
  for (let from = 0; from < order.length; from += EVALUATION_ROWS) {
    const count = Math.min(EVALUATION_ROWS, order.length - from);
    const values = new Float32Array(count * rows.dimension);
    copyRows(rows, standardiser, order, from, count, values);
    pieces.push(tensor2d(values, [count, rows.dimension]));
  }
  return pieces;
}
