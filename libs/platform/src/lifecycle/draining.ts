import { Injectable } from '@nestjs/common';

/** Tells that the app is going down: health says so, and streams that would never end on their own end now. */
@Injectable()
export class Draining {
  private readonly controller = new AbortController();
  private readonly waiting = new Set<() => void>();

  readonly signal: AbortSignal = this.controller.signal;

  get begun(): boolean {
    return this.signal.aborted;
  }

  /** For what waits many times over: cheaper than to listen to the signal. Returns how to stop waiting. */
  onceBegun(then: () => void): () => void {
    if (this.begun) then();
    else this.waiting.add(then);
    return () => this.waiting.delete(then);
  }

  begin(): void {
    this.controller.abort();
    for (const then of this.waiting) then();
    this.waiting.clear();
  }
}
