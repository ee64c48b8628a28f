/**
 * Runs pieces of work one after another: each begins when those before it have ended, whether they succeeded or failed.
 */
export class SerialQueue {
  private last: Promise<unknown> = Promise.resolve();

  do<T>(work: () => Promise<T>): Promise<T> {
    const done = this.last.then(work);
    // the caller of that work gets its error; the next one only waits
    this.last = done.catch(() => undefined);
    return done;
  }
}
