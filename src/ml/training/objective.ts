/**
 * What a recipe wants from a network's outputs: how an answer becomes targets and weights, how large the loss of the
 * logits is, and how they become predictions. A network can have several heads; its loss is the weighted sum of theirs,
 * each a mean over the samples that have an answer to it.
 */
import { tensor2d, type Tensor2D } from '@tensorflow/tfjs-core';
import { balancedClassWeights, positiveWeights } from '../../core/balance';
import type { Recipe } from '../../core/recipe/recipe';
import { placeHeads, type Head, type PlacedHead } from '../../core/heads';
import { createLoss } from '../losses/create-loss';
import { gradientOfHeads, type HeadPart } from '../losses/heads';
import { smoothed } from '../losses/cross-entropy';
import type { OutputLoss } from '../losses/output-loss';

export interface Answers {
  heads: readonly Head[];
  /** `[rows, columns]`, row-major, as in a Plan; NaN if there is no answer. */
  values: Float32Array;
}

/** Targets and weights `[rows, outputs]`, row-major; a missing answer has weight 0. */
export interface Encoded {
  targets: Float32Array<ArrayBuffer>;
  weights: Float32Array<ArrayBuffer>;
}

/** How a value is standardised to mean 0 and deviation 1 for training. */
export interface Scale {
  mean: number;
  deviation: number;
}

interface Part {
  head: PlacedHead;
  loss: OutputLoss;
  /** Weight of this head's loss in the total. */
  share: number;
  /** Targets of a head's answer; `plain` omits what is only for training: smoothing and weights. */
  encode: (answer: Float32Array, plain: boolean, targets: Float32Array, weights: Float32Array) => void;
  scale: Scale | null;
}

export class Objective {
  readonly outputs: number;
  readonly columns: number;
  readonly heads: readonly PlacedHead[];
  private readonly parts: readonly Part[];
  private readonly lossParts: readonly HeadPart[];

  /** @param trainingRows Rows of the training side, from which weights and scales are computed. */
  constructor(
    private readonly answers: Answers,
    trainingRows: readonly number[],
    recipe: Pick<Recipe, 'loss' | 'balance'>,
  ) {
    this.heads = placeHeads(answers.heads);
    this.outputs = this.heads.reduce((sum, head) => sum + head.outputs, 0);
    this.columns = this.heads.reduce((sum, head) => sum + head.columns, 0);
    this.parts = this.heads.map((head) => partOf(head, this.known(head, trainingRows), recipe));
    this.lossParts = this.parts.map(({ head, loss }) => ({ from: head.output, count: head.outputs, loss }));
  }

  /** Standardisation of each head's value; null for the other kinds. */
  get scales(): (Scale | null)[] {
    return this.parts.map(({ scale }) => scale);
  }

  /** Targets and weights of rows, one after the other; `plain` as validation is measured. */
  encode(rows: ArrayLike<number>, plain: boolean): Encoded {
    const encoded = {
      targets: new Float32Array(rows.length * this.outputs),
      weights: new Float32Array(rows.length * this.outputs),
    };
    for (let i = 0; i < rows.length; i++)
      for (const { head, encode } of this.parts) {
        const at = i * this.outputs + head.output;
        const part = (values: Float32Array) => values.subarray(at, at + head.outputs);
        encode(this.answerOf(head, rows[i]), plain, part(encoded.targets), part(encoded.weights));
      }
    return encoded;
  }

  /**
   * Weights of a batch for the gradient: multiplied by each head's share and divided by the number of rows with an answer.
   * @param size Rows of the batch on the device; those beyond the encoded rows get weight 0.
   */
  batchWeights(weights: Float32Array, size: number): Float32Array<ArrayBuffer> {
    const scaled = new Float32Array(size * this.outputs);
    const rows = weights.length / this.outputs;
    for (const { head, share } of this.parts) {
      const factor = share / Math.max(1, this.answered(head, weights));
      for (let row = 0; row < rows; row++)
        for (let i = row * this.outputs + head.output, end = i + head.outputs; i < end; i++)
          scaled[i] = weights[i] * factor;
    }
    return scaled;
  }

  /** Targets and batch weights as tensors `[size, outputs]`; the caller disposes of them. */
  onDevice(encoded: Encoded, size: number): { targets: Tensor2D; weights: Tensor2D } {
    const targets = new Float32Array(size * this.outputs);
    targets.set(encoded.targets);
    return {
      targets: tensor2d(targets, [size, this.outputs]),
      weights: tensor2d(this.batchWeights(encoded.weights, size), [size, this.outputs]),
    };
  }

  /** ∂ loss / ∂ logits, all `[batch, outputs]`; call it inside a tidy. */
  gradient(logits: Tensor2D, targets: Tensor2D, weights: Tensor2D): Tensor2D {
    return gradientOfHeads(this.lossParts, logits, targets, weights);
  }

  newTally(): Tally {
    return new Tally(this.parts.map(({ share }) => share));
  }

  /** Adds the losses of rows to a tally. @returns the loss of only these rows. */
  tally(logits: Float32Array, { targets, weights }: Encoded, tally: Tally): number {
    const own = this.newTally();
    const rows = weights.length / this.outputs;
    for (const [index, { head, loss }] of this.parts.entries())
      for (let row = 0; row < rows; row++) {
        const from = row * this.outputs + head.output;
        if (!isAnswered(weights, from, head.outputs)) continue;
        own.add(index, loss.value(logits, targets, weights, from, head.outputs));
      }
    tally.join(own);
    return own.loss;
  }

  /**
   * The loss of the first `rows` rows of a batch on the device; NaN or Infinity if it is not finite.
   * @param logits `[batch, outputs]`; they are disposed of.
   */
  async lossOf(logits: Tensor2D, encoded: Encoded, rows: number): Promise<number> {
    const values = await logits.data<'float32'>();
    logits.dispose();
    return this.tally(values.slice(0, rows * this.outputs), encoded, this.newTally());
  }

  /** Converts standardised values to their own unit, in place. */
  unscale(logits: Float32Array): Float32Array {
    for (const { head, scale } of this.parts) {
      if (!scale) continue;
      for (let at = head.output; at < logits.length; at += this.outputs)
        logits[at] = logits[at] * scale.deviation + scale.mean;
    }
    return logits;
  }

  private answered(head: PlacedHead, weights: Float32Array): number {
    let count = 0;
    for (let at = head.output; at < weights.length; at += this.outputs)
      if (isAnswered(weights, at, head.outputs)) count++;
    return count;
  }

  private answerOf(head: PlacedHead, row: number): Float32Array {
    const from = row * this.columns + head.column;
    return this.answers.values.subarray(from, from + head.columns);
  }

  /** The answers of the rows that have one. */
  private known(head: PlacedHead, rows: readonly number[]): Float32Array {
    return Float32Array.from(
      rows.flatMap((row) => {
        const answer = [...this.answerOf(head, row)];
        return answer.some(Number.isNaN) ? [] : answer;
      }),
    );
  }
}

/** Sums of losses per head, over the rows that have an answer. */
export class Tally {
  private readonly sums: Float64Array;
  private readonly counts: Float64Array;

  constructor(private readonly shares: readonly number[]) {
    this.sums = new Float64Array(shares.length);
    this.counts = new Float64Array(shares.length);
  }

  add(head: number, loss: number): void {
    this.sums[head] += loss;
    this.counts[head]++;
  }

  join(other: Tally): void {
    for (const [head, sum] of other.sums.entries()) {
      this.sums[head] += sum;
      this.counts[head] += other.counts[head];
    }
  }

  /** The sum over heads of mean loss times share. */
  get loss(): number {
    return this.shares.reduce(
      (sum, share, i) => sum + (share * this.sums[i]) / Math.max(1, this.counts[i]),
      0,
    );
  }
}

function isAnswered(weights: Float32Array, from: number, count: number): boolean {
  for (let i = from; i < from + count; i++) if (weights[i] !== 0) return true;
  return false;
}

type Settings = Pick<Recipe, 'loss' | 'balance'>;

function partOf(head: PlacedHead, known: Float32Array, recipe: Settings): Part {
  const shares = recipe.loss.kind === 'auto' ? recipe.loss.headWeights : {};
  const share = Object.hasOwn(shares, head.task) ? shares[head.task] : 1;
  const common = { head, share, loss: createLoss(recipe.loss, head.kind), scale: null };
  switch (head.kind) {
    case 'class':
      return { ...common, encode: encodeClass(head, known, recipe) };
    case 'labels':
      return { ...common, encode: encodeLabels(head, known, recipe) };
    default: {
      const scale = scaleOf(known);
      return { ...common, scale, encode: encodeValue(scale) };
    }
  }
}

function smoothingOf(loss: Recipe['loss']): number {
  return 'labelSmoothing' in loss ? loss.labelSmoothing : 0;
}

function encodeClass(
  { outputs }: PlacedHead,
  known: Float32Array,
  { loss, balance }: Settings,
): Part['encode'] {
  const classWeights = balance.classWeights === 'balanced' ? balancedClassWeights(known, outputs) : null;
  const smoothing = smoothingOf(loss);
  // binary cross entropy treats each class as a yes/no question and averages over them; softmax does neither
  const binary = loss.kind === 'binary-cross-entropy';
  const [answers, count] = binary ? [2, outputs] : [outputs, 1];
  return ([index], plain, targets, weights) => {
    if (Number.isNaN(index)) return;
    const given = plain ? 0 : smoothing;
    targets.fill(smoothed(0, given, answers));
    targets[index] = smoothed(1, given, answers);
    weights.fill((plain ? 1 : (classWeights?.[index] ?? 1)) / count);
  };
}

function encodeLabels({ outputs }: PlacedHead, known: Float32Array, { loss }: Settings): Part['encode'] {
  const weighed = loss.kind === 'binary-cross-entropy' && loss.positiveWeights !== 'none' ? loss : null;
  const positive = weighed
    ? positiveWeights(known, outputs, weighed.positiveWeights === 'capped' ? weighed.cap : undefined)
    : null;
  const smoothing = smoothingOf(loss);
  return (answer, plain, targets, weights) => {
    for (const [label, value] of answer.entries()) {
      if (Number.isNaN(value)) continue;
      const target = smoothed(value, plain ? 0 : smoothing, 2);
      // the positive weight applies to the positive share of a target: −p · t · log σ − (1 − t) · log(1 − σ)
      const pulls = target * (plain ? 1 : (positive?.[label] ?? 1));
      const weight = pulls + 1 - target;
      targets[label] = pulls / weight;
      // a mean over the labels
      weights[label] = weight / outputs;
    }
  };
}

function encodeValue({ mean, deviation }: Scale): Part['encode'] {
  return ([value], _plain, targets, weights) => {
    if (Number.isNaN(value)) return;
    targets[0] = (value - mean) / deviation;
    weights[0] = 1;
  };
}

function scaleOf(values: Float32Array): Scale {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length);
  return { mean, deviation: Math.sqrt(variance) || 1 };
}
