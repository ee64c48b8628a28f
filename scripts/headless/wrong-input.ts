/** What the person who called can put right: one line on standard error, exit code 2. */
export class WrongInput extends Error {}

/** A failure that is not the caller's: one line on standard error, exit code 1. */
export class StudioFailure extends Error {}
