/** Which loss is of which kind of answer: what a task may be trained with, and what the compute worker refuses. */
import type { AnswerKind } from '../heads';
import { LOSSES, lossSchema, type LossId, type LossSettings } from './losses';

/** What 'auto' is of each kind. */
export const AUTOMATIC_LOSS = {
  class: 'softmax-cross-entropy',
  labels: 'binary-cross-entropy',
  value: 'mean-squared-error',
} as const satisfies Record<AnswerKind, LossId>;

/** Losses that are of all the kinds of answers, 'auto' first. */
export function lossesOf(answers: readonly AnswerKind[]): LossId[] {
  return (Object.keys(LOSSES) as LossId[]).filter((kind) => lossFits(kind, answers));
}

export function lossFits(kind: LossId, answers: readonly AnswerKind[]): boolean {
  const fitting: readonly AnswerKind[] = LOSSES[kind].answers;
  return answers.every((answer) => fitting.includes(answer));
}

/** What is trained: 'auto' by the name of the loss that it is, where all answers are of one kind. */
export function chosenLoss(answers: readonly AnswerKind[], { kind }: LossSettings): LossId {
  return kind === 'auto' && answers.length === 1 ? AUTOMATIC_LOSS[answers[0]] : kind;
}

/**
 * The loss for other answers than it was chosen for. One that fits both stays, but for the cross entropy that is the
 * former task's own: it gives way to the new task's own, and keeps its label smoothing where that has some. What does
 * not fit is 'auto'.
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
