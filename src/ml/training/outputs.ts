/** Turns a network's logits into predictions: probabilities of classes and labels, and values. */
import { placeHeads, outputCount, type Head } from '../../core/heads';

/**
 * Softmax over each class head, sigmoid for each label; values are unchanged.
 * @param logits `[rows, outputs]`, row-major.
 * @returns the same shape.
 */
export function predictionsOf(logits: Float32Array, heads: readonly Head[]): Float32Array {
  const outputs = outputCount(heads);
  const predictions = new Float32Array(logits.length);
  for (const { kind, output, outputs: count } of placeHeads(heads))
    for (let from = output; from < logits.length; from += outputs) {
      const part = logits.subarray(from, from + count);
      predictions.set(
        kind === 'class' ? softmaxOf(part) : kind === 'labels' ? part.map(sigmoidOf) : part,
        from,
      );
    }
  return predictions;
}

function softmaxOf(logits: Float32Array): Float32Array {
  const largest = logits.reduce((most, value) => Math.max(most, value), -Infinity);
  const powers = Float64Array.from(logits, (value) => Math.exp(value - largest));
  const sum = powers.reduce((total, value) => total + value, 0);
  return Float32Array.from(powers, (value) => value / sum);
}

function sigmoidOf(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
