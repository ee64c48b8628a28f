/** Choices about the loss: each changes one setting and keeps the others. */
import { chosenLoss, lossesOf, lossFits } from '../../core/optimisation/loss-fit';
import type { AnswerKind } from '../../core/heads';
import { LOSSES, lossSchema, type LossSettings } from '../../core/optimisation/losses';

type Smoothed = Extract<LossSettings, { labelSmoothing: number }>;

export interface LossChoice {
  value: LossSettings['kind'];
  label: string;
}

/**
 * The losses that suit a task's answers; if all answers are of one kind, 'auto' is listed under the name of their own
 * loss. A loss chosen for another task stays in the list, so that it is visible.
 */
export function lossChoices(answers: readonly AnswerKind[], chosen: LossSettings): LossChoice[] {
  const offered = lossesOf(answers).filter((kind) => kind !== 'auto' || answers.length > 1);
  const kinds = lossFits(chosen.kind, answers) ? offered : [...offered, chosen.kind];
  return kinds.map((value) => ({ value, label: LOSSES[value].title }));
}

/** Why a loss cannot be used; null if it can. */
export function lossError(answers: readonly AnswerKind[], { kind }: LossSettings): string | null {
  return lossFits(kind, answers) ? null : 'This task cannot be trained with it.';
}

/**
 * Another loss with its defaults. Smoothing is kept if the loss has it; the task's own loss without smoothing is
 * 'auto'.
 */
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

/** 0 if the loss has none. */
export function labelSmoothingOf(loss: LossSettings): number {
  return isSmoothed(loss) ? loss.labelSmoothing : 0;
}

/** A loss without smoothing is replaced by the cross entropy for these answers. */
export function withLabelSmoothing(
  loss: LossSettings,
  answers: 'class' | 'labels',
  labelSmoothing: number,
): LossSettings {
  if (isSmoothed(loss) && fits(loss, answers)) return { ...loss, labelSmoothing };
  const kind = answers === 'class' ? 'softmax-cross-entropy' : 'binary-cross-entropy';
  return lossSchema.parse({ kind, labelSmoothing });
}

/** For labels; a loss without positive weights is replaced by binary cross entropy. */
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

/** Classes suit both cross entropies, labels only the binary one. */
function fits({ kind }: Smoothed, answers: 'class' | 'labels'): boolean {
  return answers === 'class' || kind === 'binary-cross-entropy';
}
