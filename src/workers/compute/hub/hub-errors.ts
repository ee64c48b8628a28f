/** What can go wrong with the hub, and what the person can do about it. */
import { OnesheetError } from '../../../core/errors';
import type { TransportResponse } from '../../../core/fetch';
import { retryAfterMs } from '../../../core/fetch/back-off';
import type { HubFile } from '../../../core/backbones/hub-file';
import type { Place } from '../../../core/places';

const WHERE: Place = { workspace: 'train', control: 'weights' };

/** A failure that may pass: the request is worth repeating. */
export class TransientError extends Error {
  constructor(
    reason: string,
    /** Whether the server answered, as opposed to a failed connection. */
    readonly answered: boolean,
    /** Milliseconds that the server asks us to wait, or null. */
    readonly askedMs: number | null = null,
    readonly busy = false,
  ) {
    super(reason);
  }
}

const TRANSIENT = new Set([408, 425, 429]);

/** The error for an answer that is not a file: {@link TransientError} if another attempt may succeed. */
export function refusal({ status, headers }: TransportResponse, { repo, file, revision }: HubFile): Error {
  const named = headers.get('x-error-code');
  if (status >= 500 || TRANSIENT.has(status))
    return new TransientError(
      `The hub answered ${status}.`,
      true,
      retryAfterMs(headers.get('retry-after'), Date.now()),
      status === 429 || status === 503,
    );
  if (status === 404)
    return new OnesheetError(
      'hub-not-found',
      named === 'RevisionNotFound'
        ? `${repo} has no revision "${revision}" on the Hugging Face hub.`
        : `${repo} has no file "${file}" on the Hugging Face hub, or there is no such repository.`,
      'Check the name on huggingface.co; only repositories with a .safetensors file can be used.',
      { where: WHERE },
    );
  if (status === 401 || status === 403)
    return new OnesheetError(
      'hub-refused',
      `The Hugging Face hub does not give access to ${repo}, or has no such repository (${status}).`,
      'Check the name; if the hub requires a log-in, download the file there and add it here from your disk.',
      { where: WHERE },
    );
  if (status === 416) return changed(repo);
  return new OnesheetError(
    'fetch-failed',
    `The Hugging Face hub answered ${status} for ${repo}.`,
    'Try again later, or download the file there and add it here from your disk.',
    { where: WHERE },
  );
}

/** The file is no longer the one with which the download began. */
export function changed(repo: string): OnesheetError {
  return new OnesheetError(
    'hub-changed',
    `The file of ${repo} on the Hugging Face hub has changed while it was being downloaded.`,
    'Start the download again, from the beginning.',
    { where: WHERE },
  );
}

export function notAFile(repo: string, type: string): OnesheetError {
  return new OnesheetError(
    'fetch-failed',
    `The answer for ${repo} was a web page (${type}) instead of the file.`,
    'Networks that require a log-in answer like this: open any page in another tab, log in, and try again.',
    { where: WHERE },
  );
}

export function busy(repo: string, seconds: number): OnesheetError {
  return new OnesheetError(
    'hub-busy',
    `The Hugging Face hub asks to wait ${Math.ceil(seconds)} s before the next request for ${repo}.`,
    'Start again after that time: what has been downloaded is kept.',
    { where: WHERE },
  );
}

/** The error when every attempt has failed. */
export function gaveUp(repo: string, last: TransientError, attempts: number): OnesheetError {
  if (last.busy)
    return new OnesheetError(
      'hub-busy',
      'The Hugging Face hub is busy and does not answer.',
      'Start again in a few minutes: what has been downloaded is kept.',
      { cause: last.message, where: WHERE },
    );
  if (last.answered)
    return new OnesheetError(
      'fetch-failed',
      `The file of ${repo} could not be downloaded in ${attempts} attempts.`,
      'Start again: what has been downloaded is kept.',
      { cause: last.message, where: WHERE },
    );
  return new OnesheetError(
    'fetch-offline',
    'The Hugging Face hub cannot be reached.',
    'Check the connection, and whether something here blocks huggingface.co; then start again: what has been downloaded is kept.',
    { cause: last.message, where: WHERE },
  );
}
