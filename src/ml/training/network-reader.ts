/** The outputs of a network as it is, for rows, batch by batch: its logits, or the features that its head reads. */
import * as tf from '@tensorflow/tfjs-core';
import { nextTurn } from '../../core/next-turn';
import type { TrainableNetwork } from '../layers/trainable-network';
import { groupsOf } from './batch-source';
import type { NetworkHead } from './network-head';
import type { InputBatch, NetworkInputs } from './network-inputs';
import { TURN_MS, WorkClock } from './work-clock';

export class NetworkReader {
  /** @param size Rows per batch. */
  constructor(
    private readonly network: TrainableNetwork,
    private readonly size: number,
    private readonly outputs: number,
  ) {}

  /** @returns the rows whose posters could be read, and their `[rows, outputs]`. */
  async logits(
    inputs: NetworkInputs,
    rows: readonly number[],
  ): Promise<{ rows: number[]; logits: Float32Array }> {
    const read: number[] = [];
    const logits = new Float32Array(rows.length * this.outputs);
    const clock = new WorkClock();
    for await (const batch of inputs.plain(groupsOf(rows, this.size))) {
      const values = await this.forward(inputs, batch);
      logits.set(values, read.length * this.outputs);
      read.push(...batch.rows);
      if (clock.sinceTurn() < TURN_MS) continue;
      await nextTurn();
      clock.turn();
    }
    return { rows: read, logits: logits.slice(0, read.length * this.outputs) };
  }

  private async forward(
    { start, shapes }: NetworkInputs,
    { rows, values }: InputBatch,
  ): Promise<Float32Array> {
    const result = tf.tidy(() =>
      this.network.forwardAt(
        start,
        values.map((one, k) => tf.tensor(one, [this.size, ...shapes[k]])),
      ),
    );
    const logits = await result.data<'float32'>();
    result.dispose();
    return logits.subarray(0, rows.length * this.outputs);
  }

  /** @returns the rows whose posters could be read, and their `[rows, features]` in one array. */
  async features(
    inputs: NetworkInputs,
    head: NetworkHead,
    wanted: readonly number[],
  ): Promise<{ rows: number[]; features: Float32Array }> {
    const rows: number[] = [];
    const parts: Float32Array[] = [];
    for await (const batch of inputs.plain(groupsOf(wanted, this.size))) {
      const values = await this.featuresOf(head, inputs, batch);
      rows.push(...batch.rows);
      parts.push(values.subarray(0, (values.length / this.size) * batch.rows.length));
      await nextTurn();
    }
    const features = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      features.set(part, at);
      at += part.length;
    }
    return { rows, features };
  }

  /** `[size, dimension]` of the batch */
  private async featuresOf(
    head: NetworkHead,
    { start, shapes }: NetworkInputs,
    { values }: InputBatch,
  ): Promise<Float32Array> {
    const result = tf.tidy(() => {
      const given = values.map((one, k) => tf.tensor(one, [this.size, ...shapes[k]]));
      return this.network.activationsBetween(start, head.cut, given)[0];
    });
    const features = await result.data<'float32'>();
    result.dispose();
    return features;
  }
}
