/** Runs a generator that yields to let other work in between, without pausing. For callers that nobody waits for. */
export function atOnce<T>(work: Generator<void, T, undefined>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
