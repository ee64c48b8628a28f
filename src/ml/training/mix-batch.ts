/**
 * Mixes the samples of a batch in pairs, both images and answers: mixup (Zhang et al. 2018) and CutMix (Yun et al. 2019).
 * One λ per batch, as in the papers' own code; a sample's partner is drawn from the same batch.
 */
import { drawBeta, drawBox, type Box } from '../../core/mixing/draw-mixing';
import { Random } from '../../core/random';
import type { Recipe } from '../../core/recipe/recipe';
import type { InputBatch, NetworkInputs } from './network-inputs';
import type { Encoded } from './objective';

export interface Mixed {
  batch: InputBatch;
  encoded: Encoded;
}

/** @param step Seeds the draws, together with the recipe's seed. Without mixing, returns its input. */
export function mixBatch(
  batch: InputBatch,
  encoded: Encoded,
  { shapes }: Pick<NetworkInputs, 'shapes'>,
  { mixing, seed }: Pick<Recipe, 'mixing' | 'seed'>,
  step: number,
): Mixed {
  if (!mixing || batch.rows.length < 2) return { batch, encoded };
  const random = new Random(seed, `mixing/${step}`);
  const count = batch.rows.length;
  const partner = random.shuffle(Array.from({ length: count }, (_, i) => i));
  const drawn = drawBeta(mixing.alpha, random);
  // always images: activations are not stored if samples are mixed
  const [height, width] = shapes[0];
  if (mixing.kind === 'mixup') {
    const values = mixAll(batch.values[0], shapes[0], partner, drawn);
    return { batch: { ...batch, values: [values] }, encoded: mixAnswers(encoded, partner, drawn) };
  }
  const box = drawBox(width, height, 1 - drawn, random);
  const values = pasteAll(batch.values[0], shapes[0], partner, box);
  const share = 1 - ((box.right - box.left) * (box.bottom - box.top)) / (width * height);
  return { batch: { ...batch, values: [values] }, encoded: mixAnswers(encoded, partner, share) };
}

function mixAll(values: Float32Array, shape: readonly number[], partner: readonly number[], share: number) {
  const size = shape.reduce((product, side) => product * side, 1);
  const mixed = new Float32Array(values);
  for (const [row, other] of partner.entries())
    for (let i = 0; i < size; i++)
      mixed[row * size + i] = share * values[row * size + i] + (1 - share) * values[other * size + i];
  return mixed;
}

function pasteAll(values: Float32Array, shape: readonly number[], partner: readonly number[], box: Box) {
  const [height, width, channels] = shape;
  const size = height * width * channels;
  const mixed = new Float32Array(values);
  for (const [row, other] of partner.entries())
    for (let y = box.top; y < box.bottom; y++) {
      const from = (y * width + box.left) * channels;
      const to = (y * width + box.right) * channels;
      mixed.set(values.subarray(other * size + from, other * size + to), row * size + from);
    }
  return mixed;
}

/**
 * Combines λ · loss(a) + (1 − λ) · loss(b) into one target and weight: w = λ wₐ + (1 − λ) w_b,
 * t = (λ wₐ tₐ + (1 − λ) w_b t_b) / w. Exact for cross entropies; for squared errors the gradient is exact.
 */
function mixAnswers({ targets, weights }: Encoded, partner: readonly number[], share: number): Encoded {
  const outputs = targets.length / partner.length;
  const mixed = { targets: new Float32Array(targets.length), weights: new Float32Array(weights.length) };
  for (const [row, other] of partner.entries())
    for (let k = 0; k < outputs; k++) {
      const [i, j] = [row * outputs + k, other * outputs + k];
      const [own, theirs] = [share * weights[i], (1 - share) * weights[j]];
      mixed.weights[i] = own + theirs;
      mixed.targets[i] = own + theirs === 0 ? 0 : (own * targets[i] + theirs * targets[j]) / (own + theirs);
    }
  return mixed;
}
