/**
 * Typed errors. Every failure that a person can see has a code, a sentence that says what happened, and a sentence that
 * says what can be done about it. Errors cross worker boundaries as plain data and are rebuilt on the other side.
 */
import type { Place } from './places';

/** Stable machine-readable codes. This is the only list; add new codes here. */
export type ErrorCode =
  // table
  | 'table-empty'
  | 'table-no-header'
  | 'table-binary'
  | 'table-encoding'
  | 'table-one-column'
  | 'table-too-large'
  | 'table-unmapped'
  | 'table-no-usable-row'
  | 'table-dialect'
  // files
  | 'file-unreadable'
  | 'file-unsupported'
  | 'zip-broken'
  | 'zip-bomb'
  | 'zip-path'
  | 'zip-encrypted'
  | 'gzip-broken'
  // posters
  | 'image-empty'
  | 'image-truncated'
  | 'image-not-an-image'
  | 'image-too-large'
  | 'image-undecodable'
  // fetching
  | 'fetch-blocked'
  | 'fetch-failed'
  | 'fetch-offline'
  // recipe and plan
  | 'recipe-invalid'
  | 'recipe-newer'
  | 'link-broken'
  | 'plan-too-few-films'
  | 'plan-one-class'
  | 'plan-no-posters'
  // weights and models
  | 'weights-header'
  | 'weights-text'
  | 'weights-dtype'
  | 'weights-missing-tensor'
  | 'weights-extra-tensor'
  | 'weights-shape'
  | 'weights-truncated'
  | 'weights-not-finite'
  | 'weights-hash'
  | 'weights-too-large'
  | 'weights-other-network'
  | 'weights-not-here'
  // the Hugging Face hub
  | 'hub-not-found'
  | 'hub-refused'
  | 'hub-busy'
  | 'hub-changed'
  | 'model-broken'
  | 'model-not-expressible'
  | 'model-newer'
  | 'model-missing'
  // features
  | 'features-not-finite'
  // training
  | 'backend-unavailable'
  | 'device-lost'
  | 'out-of-memory'
  | 'training-diverged'
  | 'training-busy'
  | 'run-missing'
  | 'run-newer'
  // storage
  | 'storage-full'
  | 'storage-failed'
  | 'storage-newer'
  | 'storage-unavailable'
  // the browser
  | 'clipboard-refused'
  // everything else
  | 'stopped'
  | 'unexpected';

/** An error as plain data, as it crosses `postMessage`, is stored with a run, and is shown. */
export interface ErrorReport {
  code: ErrorCode;
  /** One sentence: what happened, with the names and numbers of this case. */
  message: string;
  /** One sentence: what the person can do about it. */
  advice: string;
  /** The technical cause, if known. */
  cause?: string;
  /** Where the person can fix it: a workspace and, if it helps, a control in it. */
  where?: Place;
}

/** The project's only error class. The code `stopped` means that a person stopped the work, which is not a failure. */
export class OnesheetError extends Error {
  readonly code: ErrorCode;
  readonly advice: string;
  readonly where?: Place;

  constructor(
    code: ErrorCode,
    message: string,
    advice: string,
    options?: { cause?: unknown; where?: Place },
  ) {
    super(message, options?.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'OnesheetError';
    this.code = code;
    this.advice = advice;
    this.where = options?.where;
  }
}

/** The error that ends an operation when the person stops it. */
export function stopped(): OnesheetError {
  return new OnesheetError('stopped', 'Stopped.', 'Start it again when you like.');
}

/** Throws {@link stopped} when the signal has been aborted. */
export function throwIfStopped(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw stopped();
}

/** True if the error means that a person stopped the work: our own error or the DOM's `AbortError`. */
export function isStop(error: unknown): boolean {
  return (
    (error instanceof OnesheetError && error.code === 'stopped') ||
    (error instanceof DOMException && error.name === 'AbortError')
  );
}

/** Converts any thrown value to plain data. */
export function toReport(error: unknown): ErrorReport {
  if (error instanceof OnesheetError) {
    const report: ErrorReport = { code: error.code, message: error.message, advice: error.advice };
    const cause = describe(error.cause);
    if (cause) report.cause = cause;
    if (error.where) report.where = error.where;
    return report;
  }
  if (isStop(error)) return toReport(stopped());
  return {
    code: 'unexpected',
    message: 'Something failed that the studio did not expect.',
    advice: 'Try again; if it comes back, report it with the cause below.',
    cause: describe(error) ?? 'no cause given',
  };
}

function describe(cause: unknown): string | undefined {
  if (cause === undefined || cause === null) return undefined;
  if (cause instanceof Error)
    return cause.name === 'Error' ? cause.message : `${cause.name}: ${cause.message}`;
  return typeof cause === 'string' ? cause : JSON.stringify(cause);
}

/** The inverse of {@link toReport}. */
export function fromReport(report: ErrorReport): OnesheetError {
  return new OnesheetError(report.code, report.message, report.advice, {
    cause: report.cause,
    where: report.where,
  });
}
