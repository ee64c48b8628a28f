/** What a person chooses of a loss by itself: each choice changes its own number and keeps the others. */
import { lossSchema, type LossSettings } from '../../core/recipe/optimisation';

type Smoothed = Extract<LossSettings, { labelSmoothing: number }>;

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
