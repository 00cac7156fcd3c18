import type { IncomingHttpHeaders } from 'node:http';
import { type Dispatcher, errors } from 'undici';
import { DEFAULT_MAX_BYTES, DEFAULT_TIMEOUT_MS, type OutboundRequest } from './outbound-request';
import type { Outcome, WhyUnanswered } from './outcome';

/** Why we end an exchange ourselves. */
class Stop extends Error {
  constructor(
    readonly why: WhyUnanswered,
    message: string,
  ) {
    super(message);
  }
}

/**
 * One request and what became of it. undici tells when it puts a request on a connection, and that is the line between
 * "not sent" and "nobody knows".
 */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly outcome: Promise<Outcome>;

  private resolve!: (outcome: Outcome) => void;
  private controller?: Dispatcher.DispatchController;
  private stopped?: Stop;
  private status?: number;
  private headers: IncomingHttpHeaders = {};
  private chunks: Buffer[] = [];
  private bytes = 0;

  private readonly maxBytes: number;
  private readonly timer: NodeJS.Timeout;
  private readonly onAbort = () => this.stop(new Stop('aborted', 'the call was given up'));

  constructor(private readonly request: OutboundRequest) {
    const { timeoutMs = DEFAULT_TIMEOUT_MS, maxBytes = DEFAULT_MAX_BYTES, signal } = request;
    this.outcome = new Promise((resolve) => (this.resolve = resolve));
    this.maxBytes = maxBytes;
    this.timer = setTimeout(() => this.stop(new Stop('timeout', `no answer within ${timeoutMs} ms`)), timeoutMs);
    signal?.addEventListener('abort', this.onAbort, { once: true });
    if (signal?.aborted) this.onAbort();
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.stopped) controller.abort(this.stopped);
    else this.controller = controller;
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    if (status < 200) return;
    this.status = status;
    this.headers = headers;
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    this.bytes += chunk.length;
    if (this.bytes > this.maxBytes)
      this.stop(new Stop('too-large', `the answer is larger than ${this.maxBytes} bytes`));
    else this.chunks.push(chunk);
  }

  onResponseEnd(): void {
    const body = this.chunks.length === 1 ? this.chunks[0]! : Buffer.concat(this.chunks, this.bytes);
    this.settle({ outcome: 'answered', status: this.status!, headers: this.headers, body });
  }

  onResponseError(_: unknown, error: Error): void {
    const { message } = error;
    this.settle(
      this.controller
        ? { outcome: 'unanswered', why: this.why(error), message, status: this.status }
        : { outcome: 'not-sent', message: message || String((error as NodeJS.ErrnoException).code) },
    );
  }

  /** Settles at once, also while the request still waits for a connection; it is then never sent. */
  private stop(stop: Stop): void {
    this.stopped = stop;
    this.controller?.abort(stop);
    this.onResponseError(undefined, stop);
  }

  private why(error: Error): WhyUnanswered {
    if (error instanceof Stop) return error.why;
    if (error instanceof errors.HTTPParserError) return 'malformed';
    return this.status === undefined ? 'connection-lost' : 'truncated';
  }

  private settle(outcome: Outcome): void {
    clearTimeout(this.timer);
    this.request.signal?.removeEventListener('abort', this.onAbort);
    this.resolve(outcome);
  }
}
