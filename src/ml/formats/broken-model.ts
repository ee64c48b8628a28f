/** The error for a model file that cannot be opened, saying what is wrong with it. */
import { OnesheetError } from '../../core/errors';

/** @param what What is wrong, as the end of a sentence. */
export function brokenModel(what: string, cause?: unknown): OnesheetError {
  return new OnesheetError(
    'model-broken',
    `This is not a model that the studio can open: ${what}`,
    'Open a model.zip that the Export workspace made; if it is one, get it again.',
    { cause, where: { workspace: 'predict' } },
  );
}
