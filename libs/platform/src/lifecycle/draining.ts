import { Injectable } from '@nestjs/common';

/** Signals the shutdown: health reports it, and endless streams end. */
@Injectable()
export class Draining {
  private readonly controller = new AbortController();
  private readonly waiting = new Set<() => void>();

  readonly signal: AbortSignal = this.controller.signal;

  get begun(): boolean {
    return this.signal.aborted;
  }

  /** For many repeated waits: cheaper than an abort listener. Returns a function that stops waiting. */
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
