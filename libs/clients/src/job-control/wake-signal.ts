import { setTimeout as pause } from 'node:timers/promises';

/** Wakes one waiter; a wake-up before the wait is remembered. */
export class WakeSignal {
  private ringing = new AbortController();

  wake(): void {
    this.ringing.abort();
  }

  /** Resolves at the next wake-up, or after `timeoutMs`; rejects when the signal is aborted. */
  async wait(timeoutMs: number, signal?: AbortSignal): Promise<void> {
    const wake = signal ? AbortSignal.any([this.ringing.signal, signal]) : this.ringing.signal;
    await pause(timeoutMs, undefined, { signal: wake }).catch(() => undefined);
    this.ringing = new AbortController();
    signal?.throwIfAborted();
  }
}
