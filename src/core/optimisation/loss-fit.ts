/** Which losses fit which kinds of answer: what a task may be trained with, and what the compute worker rejects. */
import type { AnswerKind } from '../heads';
import { LOSSES, lossSchema, type LossId, type LossSettings } from './losses';

/** The loss that 'auto' stands for, by kind of answer. */
export const AUTOMATIC_LOSS = {
  class: 'softmax-cross-entropy',
  labels: 'binary-cross-entropy',
  value: 'mean-squared-error',
} as const satisfies Record<AnswerKind, LossId>;

/** Losses that fit all the given kinds of answer, 'auto' first. */
export function lossesOf(answers: readonly AnswerKind[]): LossId[] {
  return (Object.keys(LOSSES) as LossId[]).filter((kind) => lossFits(kind, answers));
}

export function lossFits(kind: LossId, answers: readonly AnswerKind[]): boolean {
  const fitting: readonly AnswerKind[] = LOSSES[kind].answers;
  return answers.every((answer) => fitting.includes(answer));
}

/** The loss that is trained. Resolves 'auto' if all answers are of one kind. */
export function chosenLoss(answers: readonly AnswerKind[], { kind }: LossSettings): LossId {
  return kind === 'auto' && answers.length === 1 ? AUTOMATIC_LOSS[answers[0]] : kind;
}

/**
 * The loss after the kinds of answer change. A loss that fits both stays, except the cross entropy that was the old
 * task's default: it is replaced by the new task's default, and keeps its label smoothing if that has any. A loss that
 * does not fit becomes 'auto'.
 */
export function lossFor(
  loss: LossSettings,
  former: readonly AnswerKind[],
  answers: readonly AnswerKind[],
): LossSettings {
  const own = former.length === 1 && loss.kind === AUTOMATIC_LOSS[former[0]];
  const changes = answers.some((answer) => !former.includes(answer));
  if (lossFits(loss.kind, answers) && !(own && changes)) return loss;
  const labelSmoothing = 'labelSmoothing' in loss ? loss.labelSmoothing : 0;
  const [answer, ...others] = answers;
  if (labelSmoothing === 0 || others.length > 0 || answer === 'value')
    return lossSchema.parse({ kind: 'auto' });
  return lossSchema.parse({ kind: AUTOMATIC_LOSS[answer], labelSmoothing });
}
