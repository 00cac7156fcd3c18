import { setTimeout as pause } from 'node:timers/promises';

/** Wakes one sleeper; a ring that nobody waited for is remembered. */
export class Bell {
  private ringing = new AbortController();

  ring(): void {
    this.ringing.abort();
  }

  /** Resolves at the next ring, or after `timeoutMs`; rejects when the signal is aborted. */
  async rung(timeoutMs: number, signal?: AbortSignal): Promise<void> {
    const wake = signal ? AbortSignal.any([this.ringing.signal, signal]) : this.ringing.signal;
    await pause(timeoutMs, undefined, { signal: wake }).catch(() => undefined);
    this.ringing = new AbortController();
    signal?.throwIfAborted();
  }
}
