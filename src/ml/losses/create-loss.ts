/** The loss that a recipe asks for, for what a head answers. */
import { OnesheetError } from '../../core/errors';
import { lossFits, type AnswerKind } from '../../core/recipe/loss-fit';
import type { LossSettings } from '../../core/recipe/optimisation';
import { binaryCrossEntropy } from './binary-cross-entropy';
import { crossEntropy } from './cross-entropy';
import { focalClasses, focalLabels } from './focal';
import { huber } from './huber';
import type { OutputLoss } from './output-loss';
import { squaredError } from './squared-error';

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
  if (lossFits(settings.kind, [answers])) return choose(settings, answers);
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

/** Of a loss that fits. */
function choose(settings: LossSettings, answers: AnswerKind): OutputLoss {
  switch (settings.kind) {
    case 'softmax-cross-entropy':
      return crossEntropy;
    case 'binary-cross-entropy':
      return binaryCrossEntropy;
    case 'focal':
      return answers === 'class' ? focalClasses(settings.gamma) : focalLabels(settings);
    case 'huber':
      return huber(settings.delta);
    case 'mean-squared-error':
      return squaredError;
    default:
      return AUTOMATIC[answers];
  }
}
