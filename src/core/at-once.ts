/** Work that yields so that a page can do something else in between, done without a break: where nobody waits. */
export function atOnce<T>(work: Generator<void, T, undefined>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
