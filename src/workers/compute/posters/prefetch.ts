/** Makes calls before their results are needed: at most `depth` at the same time, results in order. */
import { stopped } from '../../../core/errors';

/** One call. The signal is aborted if its result is no longer needed. */
export type Call<T> = (signal: AbortSignal) => Promise<T>;

export class Prefetch<T> {
  private readonly controller = new AbortController();
  private readonly queue: Promise<T>[] = [];

  /** Makes the first calls at once. */
  constructor(
    private readonly calls: Iterator<Call<T>>,
    depth: number,
  ) {
    for (let i = 0; i < depth; i++) this.ask();
  }

  /** The next result, or null after the last. Each result that is taken makes room for one more call. */
  async next(): Promise<T | null> {
    if (this.controller.signal.aborted) throw stopped();
    const first = this.queue.shift();
    if (!first) return null;
    const result = await first;
    this.ask();
    return result;
  }

  /** Aborts the calls that are still under way. */
  stop(): void {
    this.controller.abort();
    this.queue.length = 0;
  }

  private ask(): void {
    if (this.controller.signal.aborted) return;
    const next = this.calls.next();
    if (next.done) return;
    const result = next.value(this.controller.signal);
    // a rejection is handled when its turn comes; until then it must not count as unhandled
    result.catch(() => undefined);
    this.queue.push(result);
  }
}
