/** An endless sequence of training batches, for work that counts steps instead of epochs. */
import { groupsOf } from './batch-source';
import type { EpochOrder } from './epoch-order';
import type { InputBatch, NetworkInputs } from './network-inputs';

/** Epoch after epoch; ends if an epoch has no batch. */
export async function* endlessBatches(
  inputs: NetworkInputs,
  order: EpochOrder,
  size: number,
): AsyncGenerator<InputBatch, void, undefined> {
  for (let epoch = 1; ; epoch++) {
    let came = false;
    for await (const batch of inputs.training(groupsOf(order.next(), size), epoch)) {
      if (batch.rows.length === 0) continue;
      came = true;
      yield batch;
    }
    if (!came) return;
  }
}
