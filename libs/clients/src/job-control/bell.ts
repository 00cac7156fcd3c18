/** Wakes one sleeper; a ring that nobody waited for is remembered. */
export class Bell {
  private pending = false;
  private wake: () => void = () => undefined;

  ring(): void {
    this.pending = true;
    this.wake();
  }

  /** Resolves at the next ring, or after `timeoutMs`. */
  async rung(timeoutMs: number, signal?: AbortSignal): Promise<void> {
    if (!this.pending) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, timeoutMs);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
        signal?.addEventListener('abort', this.wake, { once: true });
      });
    }
    this.pending = false;
    signal?.throwIfAborted();
  }
}
