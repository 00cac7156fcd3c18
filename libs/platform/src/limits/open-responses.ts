import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { PlatformError } from '#contract';
import { commaList } from '../config/comma-list';
import { HttpConfig } from '../config/http-config';
import { callerOf } from './caller-of';

const RETRY_AFTER_MS = 1_000;

/** Responses that stay open as long as the caller likes: event streams, and waits for the end of a job. */
@Injectable()
export class OpenResponses {
  private readonly byCaller = new Map<string, number>();
  private readonly exempt: ReadonlySet<string>;

  constructor(private readonly config: HttpConfig) {
    this.exempt = new Set(commaList(config.RATE_LIMIT_EXEMPT));
  }

  /**
   * Counts a response for its caller until it ends.
   * @throws PlatformError `too-many-requests` when the caller has reached the limit
   */
  hold(response: Response): void {
    const caller = callerOf(response.req);
    const most = this.config.HTTP_MAX_OPEN_ANSWERS;
    if (this.open(caller) >= most && !this.exempt.has(caller)) {
      const message = `One caller may have ${most} streams and waits open at once`;
      throw new PlatformError('too-many-requests', message, { retryAfterMs: RETRY_AFTER_MS });
    }
    this.byCaller.set(caller, this.open(caller) + 1);
    response.once('close', () => this.release(caller));
  }

  private release(caller: string): void {
    const left = this.open(caller) - 1;
    if (left > 0) this.byCaller.set(caller, left);
    else this.byCaller.delete(caller);
  }

  private open(caller: string): number {
    return this.byCaller.get(caller) ?? 0;
  }
}
