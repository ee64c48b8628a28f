/** What a person chooses of a loss by itself: each choice changes its own number and keeps the others. */
import { chosenLoss, lossesOf, lossFits } from '../../core/optimisation/loss-fit';
import type { AnswerKind } from '../../core/heads';
import { LOSSES, lossSchema, type LossSettings } from '../../core/optimisation/losses';

type Smoothed = Extract<LossSettings, { labelSmoothing: number }>;

export interface LossChoice {
  value: LossSettings['kind'];
  label: string;
}

/**
 * The losses that a task's answers can be trained with; of answers of one kind 'auto' is their own loss, by its name.
 * One chosen of another task stays among them, so that it is seen.
 */
export function lossChoices(answers: readonly AnswerKind[], chosen: LossSettings): LossChoice[] {
  const offered = lossesOf(answers).filter((kind) => kind !== 'auto' || answers.length > 1);
  const kinds = lossFits(chosen.kind, answers) ? offered : [...offered, chosen.kind];
  return kinds.map((value) => ({ value, label: LOSSES[value].title }));
}

/** Why a loss cannot be trained; null where it can. */
export function lossError(answers: readonly AnswerKind[], { kind }: LossSettings): string | null {
  return lossFits(kind, answers) ? null : 'This task cannot be trained with it.';
}

/** Another loss with its defaults; smoothing goes along where it has that, and the task's own without any is 'auto'. */
export function withLossKind(
  answers: readonly AnswerKind[],
  loss: LossSettings,
  kind: LossSettings['kind'],
): LossSettings {
  if (chosenLoss(answers, loss) === kind) return loss;
  const labelSmoothing = labelSmoothingOf(loss);
  const plain = lossSchema.parse({ kind });
  if (isSmoothed(plain) && labelSmoothing > 0) return { ...plain, labelSmoothing };
  const automatic = lossSchema.parse({});
  return chosenLoss(answers, automatic) === kind ? automatic : plain;
}

/** 0 where the loss has none. */
export function labelSmoothingOf(loss: LossSettings): number {
  return isSmoothed(loss) ? loss.labelSmoothing : 0;
}

/** A loss without smoothing gives way to the cross entropy of what the network answers. */
export function withLabelSmoothing(
  loss: LossSettings,
  answers: 'class' | 'labels',
  labelSmoothing: number,
): LossSettings {
  if (isSmoothed(loss) && fits(loss, answers)) return { ...loss, labelSmoothing };
  const kind = answers === 'class' ? 'softmax-cross-entropy' : 'binary-cross-entropy';
  return lossSchema.parse({ kind, labelSmoothing });
}

/** Of labels; a loss without weights of positives gives way to binary cross entropy. */
export function withPositiveWeights(
  loss: LossSettings,
  positiveWeights: Extract<LossSettings, { kind: 'binary-cross-entropy' }>['positiveWeights'],
): LossSettings {
  if (loss.kind === 'binary-cross-entropy') return { ...loss, positiveWeights };
  return lossSchema.parse({ kind: 'binary-cross-entropy', positiveWeights });
}

function isSmoothed(loss: LossSettings): loss is Smoothed {
  return 'labelSmoothing' in loss;
}

/** A class may be asked for by either cross entropy, labels by the binary one alone. */
function fits({ kind }: Smoothed, answers: 'class' | 'labels'): boolean {
  return answers === 'class' || kind === 'binary-cross-entropy';
}
