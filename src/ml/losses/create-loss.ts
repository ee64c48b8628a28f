/**
 * The implementation of each loss, for each kind of answer that it fits: the counterpart of
 * `core/optimisation/losses.ts`. If one is missing, this does not compile.
 */
import { OnesheetError } from '../../core/errors';
import type { AnswerKind } from '../../core/heads';
import type { LOSSES, LossId, LossSettings, LossSettingsById } from '../../core/optimisation/losses';
import { binaryCrossEntropy, crossEntropy } from './cross-entropy';
import { focalClasses, focalLabels } from './focal';
import { huber, squaredError } from './distances';
import type { OutputLoss } from './output-loss';

type Create<Id extends LossId> = (settings: LossSettingsById[Id]) => OutputLoss;

const CREATE: { [Id in LossId]: { [Answer in (typeof LOSSES)[Id]['answers'][number]]: Create<Id> } } = {
  auto: { class: () => crossEntropy, labels: () => binaryCrossEntropy, value: () => squaredError },
  'softmax-cross-entropy': { class: () => crossEntropy },
  'binary-cross-entropy': { class: () => binaryCrossEntropy, labels: () => binaryCrossEntropy },
  focal: { class: ({ gamma }) => focalClasses(gamma), labels: focalLabels },
  'mean-squared-error': { value: () => squaredError },
  huber: { value: ({ delta }) => huber(delta) },
};

/**
 * The loss that a recipe specifies, for a head with this kind of answer.
 * @throws OnesheetError `recipe-invalid` for a loss that does not fit such answers.
 */
export function createLoss(settings: LossSettings, answers: AnswerKind): OutputLoss {
  const table: { [Id in LossId]: Partial<Record<AnswerKind, Create<Id>>> } = CREATE;
  const create = <Id extends LossId>(id: Id, own: LossSettingsById[Id]) => table[id][answers]?.(own);
  const loss = create(settings.kind, settings);
  if (loss) return loss;
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
