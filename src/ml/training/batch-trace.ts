/**
 * What the batches of an epoch say: their logits stay on the device until somebody looks, then come back in one
 * read and become losses and hits on the CPU, in float64.
 */
import { concat, type Tensor2D } from '@tensorflow/tfjs-core';
import { OnesheetError } from '../../core/errors';
import { argmaxRows } from '../../core/metrics';
import type { Loss } from '../losses/loss';

/** Sums over samples. */
export interface Tally {
  loss: number;
  hits: number;
  count: number;
}

/** The tally of `targets.length` rows of logits; `predicted` tells each row's class. */
export function tallyLogits(
  logits: Float32Array,
  classes: number,
  targets: ArrayLike<number>,
  loss: Loss,
): Tally & { predicted: Int32Array } {
  const predicted = argmaxRows(logits, classes);
  const tally = { loss: 0, hits: 0, count: targets.length, predicted };
  for (let row = 0; row < targets.length; row++) {
    tally.loss += loss.value(logits, classes, row, targets[row]);
    if (predicted[row] === targets[row]) tally.hits++;
  }
  return tally;
}

/** Gathers batches between two looks. */
export class BatchTrace {
  private pending: { logits: Tensor2D; targets: number[] }[] = [];
  readonly tally: Tally = { loss: 0, hits: 0, count: 0 };

  constructor(
    private readonly classes: number,
    private readonly loss: Loss,
  ) {}

  /** Takes over a batch's logits `[batch, classes]`; its first `targets.length` rows count. */
  add(logits: Tensor2D, targets: number[]): void {
    this.pending.push({ logits, targets });
  }

  /**
   * Mean losses of the batches since the last look.
   * @throws OnesheetError `training-diverged` where a loss is not a finite number.
   */
  async look(): Promise<number[]> {
    const batches = this.pending;
    this.pending = [];
    if (batches.length === 0) return [];
    const joined = concat(batches.map((batch) => batch.logits));
    for (const { logits } of batches) logits.dispose();
    const values = await joined.data<'float32'>();
    joined.dispose();
    const size = values.length / batches.length;
    return batches.map(({ targets }, index) => {
      const logits = values.subarray(index * size, index * size + targets.length * this.classes);
      const { loss, hits, count } = tallyLogits(logits, this.classes, targets, this.loss);
      if (!Number.isFinite(loss)) throw diverged();
      this.tally.loss += loss;
      this.tally.hits += hits;
      this.tally.count += count;
      return loss / count;
    });
  }

  dispose(): void {
    for (const { logits } of this.pending) logits.dispose();
    this.pending = [];
  }
}

/** The error of a loss that is no longer a finite number. */
export function diverged(): OnesheetError {
  return new OnesheetError(
    'training-diverged',
    'The loss is no longer a finite number: the training has diverged.',
    'Lower the learning rate and train again.',
    { where: { workspace: 'train', control: 'optimizer.learningRate' } },
  );
}
