/** A mistake that the caller can fix: one line on standard error, exit code 2. */
export class WrongInput extends Error {}

/** A failure that is not the caller's fault: one line on standard error, exit code 1. */
export class StudioFailure extends Error {}
