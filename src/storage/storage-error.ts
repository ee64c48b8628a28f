/**
 * Classifies a failed write: full if the browser reports a quota error, otherwise failed with the browser's own
 * message.
 */
import { OnesheetError } from '../core/errors';

/** The standard name, and Firefox's earlier one. */
const QUOTA_ERRORS: readonly string[] = ['QuotaExceededError', 'NS_ERROR_DOM_QUOTA_REACHED'];

/** Whether the browser refused a write for lack of room. */
export function isQuotaError(cause: unknown): boolean {
  return (
    typeof cause === 'object' &&
    cause !== null &&
    'name' in cause &&
    typeof cause.name === 'string' &&
    QUOTA_ERRORS.includes(cause.name)
  );
}

export interface FailedWrite {
  /** What could not be stored, as the subject of a sentence: "The run". */
  what: string;
  /** Advice if there is no room. */
  whenFull: string;
  where?: OnesheetError['where'];
}

/**
 * The error for a failed write.
 * @returns `storage-full` for a quota error; `storage-failed` with the browser's own message for any other; an
 * OnesheetError
 *   unchanged.
 */
export function writeError(cause: unknown, { what, whenFull, where }: FailedWrite): OnesheetError {
  if (cause instanceof OnesheetError) return cause;
  if (isQuotaError(cause))
    return new OnesheetError(
      'storage-full',
      `${what} could not be stored: the storage that the browser gives this page is full.`,
      whenFull,
      { cause, where },
    );
  const reason = (cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause)).replace(
    /\.$/,
    '',
  );
  return new OnesheetError(
    'storage-failed',
    `${what} could not be stored: ${reason}.`,
    'Try again, or reload the page; if it comes back, the browser’s storage for this page is damaged.',
    { cause, where },
  );
}
