/** A model's prediction for one poster and one head, in a few words. */
import { argmaxRows } from '../../core/metrics';
import type { PlacedHead } from '../../core/heads';
import { LABEL_THRESHOLD } from '../../core/predictions/results';
import { fixed, percent } from '../shared/format';

/** One head's part of a poster's outputs: a view, not a copy. */
export function outputsOf(head: PlacedHead, outputs: Float32Array): Float32Array {
  return outputs.subarray(head.output, head.output + head.outputs);
}

/** "Drama, 71.2 %", "Drama, War" or "6.42 points". @param outputs all outputs of the poster. */
export function answerText(head: PlacedHead, outputs: Float32Array): string {
  const own = outputsOf(head, outputs);
  if (head.kind === 'value') return `${fixed(own[0], 2)} ${head.unit ?? ''}`.trim();
  if (head.kind === 'class') {
    const [best] = argmaxRows(own, own.length);
    return `${head.names[best]}, ${percent(own[best])}`;
  }
  return head.names.filter((_, label) => own[label] >= LABEL_THRESHOLD).join(', ') || 'no label';
}
