import { Injectable } from '@nestjs/common';

/** Tells that the app is going down: health says so, and streams that would never end on their own end now. */
@Injectable()
export class Draining {
  private readonly controller = new AbortController();

  readonly signal: AbortSignal = this.controller.signal;

  get begun(): boolean {
    return this.signal.aborted;
  }

  begin(): void {
    this.controller.abort();
  }
}
