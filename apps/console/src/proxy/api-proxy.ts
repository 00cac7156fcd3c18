import { pipeline } from 'node:stream/promises';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Agent, type Dispatcher } from 'undici';
import { PlatformError } from '#contract';
import { Draining, PlatformConfig } from '#platform';
import { ConsoleConfig } from '../config/console.config';
import type { Api, ApiTarget } from './api-routes';
import { requestHeaders, responseHeaders } from './forwarded-headers';
import { limitedBody } from './limited-body';

const NAMES: Readonly<Record<Api, string>> = { discovery: 'discovery', state: 'shared-state', jobs: 'job-control' };
const CONNECT_TIMEOUT_MS = 5_000;
const EVENT_STREAM = 'text/event-stream';

/** Passes requests of the page on to the platform's APIs, and their responses back, neither of them buffered. */
@Injectable()
export class ApiProxy implements OnApplicationShutdown {
  private readonly logger = new Logger(ApiProxy.name);
  /** Without time limits of its own: the APIs have theirs, and an event stream may be silent. */
  private readonly agent = new Agent({ connect: { timeout: CONNECT_TIMEOUT_MS }, headersTimeout: 0, bodyTimeout: 0 });
  private readonly addresses: Readonly<Record<Api, URL>>;

  constructor(
    { DISCOVERY_URL, SHARED_STATE_URL, JOB_CONTROL_URL }: PlatformConfig,
    private readonly config: ConsoleConfig,
    private readonly draining: Draining,
  ) {
    this.addresses = {
      discovery: new URL(DISCOVERY_URL),
      state: new URL(SHARED_STATE_URL),
      jobs: new URL(JOB_CONTROL_URL),
    };
  }

  /** @throws PlatformError `unavailable` when the API does not respond */
  async pass(request: Request, response: Response, target: ApiTarget): Promise<void> {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const upstream = await this.send(request, target, gone.signal);
    if (upstream === undefined) return;
    response.status(upstream.statusCode).setHeaders(responseHeaders(upstream.headers));
    response.flushHeaders();
    const stopWaiting = this.endWithShutdown(upstream, response);
    try {
      await pipeline(upstream.body, response);
    } catch {
      // The client has left, or the API broke off: either sees it by the connection.
      response.destroy();
    } finally {
      stopWaiting();
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.agent.destroy();
  }

  /** Undefined when the client has left. */
  private async send(
    request: Request,
    { api, path }: ApiTarget,
    signal: AbortSignal,
  ): Promise<Dispatcher.ResponseData | undefined> {
    const { origin, pathname } = this.addresses[api];
    const query = /\?.*$/s.exec(request.url)?.[0] ?? '';
    const body = limitedBody(request, this.config.CONSOLE_MAX_BODY_BYTES);
    try {
      return await this.agent.request({
        origin,
        path: pathname.replace(/\/$/, '') + path + query,
        method: request.method,
        headers: requestHeaders(request.headers),
        body,
        signal,
      });
    } catch (error) {
      if (signal.aborted) return undefined;
      if (error instanceof PlatformError) throw error;
      const name = NAMES[api];
      this.logger.warn({ message: `${name} does not respond: ${(error as Error).message}` });
      throw new PlatformError('unavailable', `${name} does not respond; whether the request reached it is unknown`);
    }
  }

  /** A shutdown does not wait for readers of event streams: they resume elsewhere by themselves. */
  private endWithShutdown({ headers, body }: Dispatcher.ResponseData, response: Response): () => void {
    if (!String(headers['content-type']).startsWith(EVENT_STREAM)) return () => undefined;
    return this.draining.onceBegun(() => {
      response.end();
      body.destroy();
    });
  }
}
