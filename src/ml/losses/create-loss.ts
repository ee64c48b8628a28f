/** The loss that a recipe asks for, for what a head answers. */
import { OnesheetError } from '../../core/errors';
import type { LossSettings } from '../../core/recipe/optimisation';
import { binaryCrossEntropy } from './binary-cross-entropy';
import { crossEntropy } from './cross-entropy';
import { focalClasses, focalLabels } from './focal';
import { huber } from './huber';
import type { OutputLoss } from './output-loss';
import { squaredError } from './squared-error';

/** One class, several labels, or a number. */
export type AnswerKind = 'class' | 'labels' | 'value';

const AUTOMATIC: Record<AnswerKind, OutputLoss> = {
  class: crossEntropy,
  labels: binaryCrossEntropy,
  value: squaredError,
};

/**
 * @throws OnesheetError `recipe-invalid` for a loss that does not fit: of classes softmax and binary cross entropy and
 *   focal do, of labels the last two, of a number Huber's and the squared error.
 */
export function createLoss(settings: LossSettings, answers: AnswerKind): OutputLoss {
  const fit = choose(settings, answers);
  if (fit) return fit;
  const title = settings.kind.replaceAll('-', ' ');
  throw new OnesheetError(
    'recipe-invalid',
    `The loss "${title}" does not fit the task, which asks for ${NAMES[answers]}.`,
    'Choose "auto", which takes what the task needs.',
    { where: { workspace: 'train', control: 'loss.kind' } },
  );
}

const NAMES: Record<AnswerKind, string> = {
  class: 'one class of each poster',
  labels: 'several labels of each poster',
  value: 'a number of each poster',
};

function choose(settings: LossSettings, answers: AnswerKind): OutputLoss | null {
  switch (settings.kind) {
    case 'softmax-cross-entropy':
      return answers === 'class' ? crossEntropy : null;
    case 'binary-cross-entropy':
      return answers === 'value' ? null : binaryCrossEntropy;
    case 'focal':
      if (answers === 'value') return null;
      return answers === 'class' ? focalClasses(settings.gamma) : focalLabels(settings);
    case 'huber':
      return answers === 'value' ? huber(settings.delta) : null;
    case 'mean-squared-error':
      return answers === 'value' ? squaredError : null;
    default:
      return AUTOMATIC[answers];
  }
}
