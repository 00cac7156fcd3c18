import { AssertionError } from 'node:assert';
import type { IncomingHttpHeaders } from 'node:http';
import { type Dispatcher, errors } from 'undici';
import { type HeaderFields, headerFieldsOf } from './header-fields';
import { AddressRefused } from './outbound-policy';
import { DEFAULT_MAX_BYTES, DEFAULT_TIMEOUT_MS, type OutboundRequest } from './outbound-request';
import type { ExchangeOutcome, MissingResponseReason } from './outcome';

/** More interim responses (1xx) than this are treated as abuse. */
const MAX_INTERIM = 16;
const RATE_WINDOW_MS = 5_000;
/** undici asserts what its parser let through; its message is for its authors. */
const NOT_HTTP = 'the response is not valid HTTP';

export interface ExchangeLimits {
  /** 0: only the time limit of the whole exchange. */
  readonly headersTimeoutMs: number;
  /** Of a body, on average over five seconds; 0: no limit. */
  readonly minBytesPerSecond: number;
}

/** Why this side ended an exchange. */
class Stop extends Error {
  constructor(
    readonly why: MissingResponseReason,
    message: string,
  ) {
    super(message);
  }
}

/**
 * One request and its outcome. undici reports when it writes a request to a connection: that separates "not sent" from
 * "outcome unknown".
 */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly outcome: Promise<ExchangeOutcome>;

  private resolve!: (outcome: ExchangeOutcome) => void;
  private controller?: Dispatcher.DispatchController;
  private stopped?: Stop;
  private status?: number;
  private headers: HeaderFields = {};
  private chunks: Buffer[] = [];
  private bytes = 0;
  private interim = 0;

  private readonly maxBytes: number;
  private readonly timer: NodeJS.Timeout;
  /** Watches the time to the headers, then the rate of the body. */
  private pace?: NodeJS.Timeout;
  private readonly onAbort = () => this.stop(new Stop('aborted', 'the call was given up'));

  constructor(
    private readonly request: OutboundRequest,
    private readonly limits: ExchangeLimits,
  ) {
    const { timeoutMs = DEFAULT_TIMEOUT_MS, maxBytes = DEFAULT_MAX_BYTES, signal } = request;
    this.outcome = new Promise((resolve) => (this.resolve = resolve));
    this.maxBytes = maxBytes;
    this.timer = setTimeout(() => this.stop(new Stop('timeout', `no response within ${timeoutMs} ms`)), timeoutMs);
    signal?.addEventListener('abort', this.onAbort, { once: true });
    if (signal?.aborted) this.onAbort();
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.stopped) return controller.abort(this.stopped);
    this.controller = controller;
    const { headersTimeoutMs } = this.limits;
    if (headersTimeoutMs === 0) return;
    const late = new Stop('timeout', `no response headers within ${headersTimeoutMs} ms`);
    this.pace = setTimeout(() => this.stop(late), headersTimeoutMs);
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    if (status < 200) {
      if (++this.interim > MAX_INTERIM) this.stop(new Stop('malformed', 'too many interim responses'));
      return;
    }
    this.status = status;
    this.headers = headerFieldsOf(headers);
    this.keepPace();
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    this.bytes += chunk.length;
    if (this.bytes > this.maxBytes)
      this.stop(new Stop('too-large', `the response is larger than ${this.maxBytes} bytes`));
    else this.chunks.push(chunk);
  }

  onResponseEnd(): void {
    const body = this.chunks.length === 1 ? this.chunks[0]! : Buffer.concat(this.chunks, this.bytes);
    this.finish({ outcome: 'responded', status: this.status!, headers: this.headers, body });
  }

  onResponseError(_: unknown, error: Error): void {
    const message = error instanceof AssertionError ? NOT_HTTP : error.message;
    this.finish(
      this.controller
        ? { outcome: 'no-response', why: this.why(error), message, status: this.status }
        : {
            outcome: 'not-sent',
            message: message || String((error as NodeJS.ErrnoException).code),
            ...(error instanceof AddressRefused && { refused: true }),
          },
    );
  }

  /** Ends at once, also while the request still waits for a connection; it is then never sent. */
  private stop(stop: Stop): void {
    this.stopped = stop;
    this.controller?.abort(stop);
    this.onResponseError(undefined, stop);
  }

  private keepPace(): void {
    clearTimeout(this.pace);
    const { minBytesPerSecond } = this.limits;
    if (minBytesPerSecond === 0) return;
    let before = 0;
    const pace = setTimeout(() => {
      const rate = (this.bytes - before) / (RATE_WINDOW_MS / 1000);
      before = this.bytes;
      if (rate >= minBytesPerSecond) pace.refresh();
      else this.stop(new Stop('too-slow', `the response arrives at less than ${minBytesPerSecond} bytes a second`));
    }, RATE_WINDOW_MS);
    this.pace = pace;
  }

  private why(error: Error): MissingResponseReason {
    if (error instanceof Stop) return error.why;
    if (error instanceof errors.HTTPParserError || error instanceof errors.HeadersOverflowError) return 'malformed';
    return this.status === undefined ? 'connection-lost' : 'truncated';
  }

  private finish(outcome: ExchangeOutcome): void {
    clearTimeout(this.timer);
    clearTimeout(this.pace);
    this.request.signal?.removeEventListener('abort', this.onAbort);
    this.resolve(outcome);
  }
}
