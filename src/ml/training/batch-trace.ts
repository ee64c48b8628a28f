/**
 * Collects the batches of an epoch: their logits stay on the device until they are looked at; then one read fetches them
 * all, and losses and predictions are computed on the CPU, in float64.
 */
import { concat, type Tensor2D } from '@tensorflow/tfjs-core';
import { OnesheetError } from '../../core/errors';
import type { Encoded, Objective, Tally } from './objective';

/** Collects batches between two looks. */
export class BatchTrace {
  private pending: { logits: Tensor2D; encoded: Encoded; rows: readonly number[] }[] = [];
  private readonly tally: Tally;
  private readonly seen: { rows: readonly number[]; logits: Float32Array }[] = [];

  constructor(private readonly objective: Objective) {
    this.tally = objective.newTally();
  }

  /** Takes ownership of a batch's logits `[batch, outputs]`; only the first `rows.length` rows count. */
  add(logits: Tensor2D, encoded: Encoded, rows: readonly number[]): void {
    this.pending.push({ logits, encoded, rows });
  }

  /**
   * Mean losses of the batches since the last look.
   * @throws OnesheetError `training-diverged` if a loss is not finite.
   */
  async look(): Promise<number[]> {
    const batches = this.pending;
    this.pending = [];
    if (batches.length === 0) return [];
    const joined = batches.length === 1 ? batches[0].logits : concat(batches.map((batch) => batch.logits));
    if (batches.length > 1) for (const { logits } of batches) logits.dispose();
    const values = await joined.data<'float32'>();
    joined.dispose();
    const size = values.length / batches.length;
    return batches.map(({ encoded, rows }, index) => {
      const logits = values.slice(index * size, index * size + rows.length * this.objective.outputs);
      const loss = this.objective.tally(logits, encoded, this.tally);
      if (!Number.isFinite(loss)) throw diverged();
      this.seen.push({ rows, logits });
      return loss;
    });
  }

  /** Mean loss of all batches looked at. */
  get loss(): number {
    return this.tally.loss;
  }

  /** Rows and logits of all batches looked at, in order. */
  all(): { rows: number[]; logits: Float32Array } {
    const { outputs } = this.objective;
    const rows = this.seen.flatMap((batch) => [...batch.rows]);
    const logits = new Float32Array(rows.length * outputs);
    let at = 0;
    for (const batch of this.seen) {
      logits.set(batch.logits, at);
      at += batch.logits.length;
    }
    return { rows, logits };
  }

  dispose(): void {
    for (const { logits } of this.pending) logits.dispose();
    this.pending = [];
  }
}

/** The error for a loss that is no longer finite. */
export function diverged(): OnesheetError {
  return new OnesheetError(
    'training-diverged',
    'The loss is no longer a finite number: the training has diverged.',
    'Lower the learning rate and train again.',
    { where: { workspace: 'train', control: 'learning-rate' } },
  );
}
