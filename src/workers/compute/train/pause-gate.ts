/**
 * A gate in the way of long work: if it is open, `pass` returns at once; if it is shut, `pass` waits. Stopping opens
 * it, so that a paused training can be stopped.
 */
export class PauseGate {
  private opened: Promise<void> | null = null;
  private release: () => void = () => undefined;

  /** @param changed called when the work starts to wait, and when it continues. */
  constructor(
    private readonly signal: AbortSignal,
    private readonly changed: (paused: boolean) => void,
  ) {
    signal.addEventListener('abort', () => this.open());
  }

  shut(): void {
    if (this.opened || this.signal.aborted) return;
    this.opened = new Promise((resolve) => {
      this.release = resolve;
    });
  }

  open(): void {
    this.release();
    this.opened = null;
  }

  /** Resolves when the gate is open. */
  async pass(): Promise<void> {
    if (!this.opened) return;
    this.changed(true);
    while (this.opened !== null) await this.opened;
    this.changed(false);
  }
}
