import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Request, Response } from 'express';
import type { HttpConfig } from '../config/http-config';
import { DirectAdapter } from './direct-adapter';
import { expressClasses } from './express-classes';

/** How often connections are looked at that take too long: the precision of the time limits. */
const CHECKS_PER_LIMIT = 4;

/** Answers a request on its own, or lets it in: false. */
export type Doorkeeper = (request: IncomingMessage, response: ServerResponse) => boolean;

/** A server that cuts off clients which are slow to send, or do not read. */
export class LimitedAdapter extends DirectAdapter {
  /** Sees every request before anything else, even looking at its path, has cost anything. */
  doorkeeper: Doorkeeper = () => false;

  constructor(private readonly config: HttpConfig) {
    super();
  }

  override initHttpServer(): void {
    const { HTTP_HEADERS_TIMEOUT_MS, HTTP_REQUEST_TIMEOUT_MS, HTTP_MAX_CONNECTIONS } = this.config;
    const headersTimeout = Math.min(HTTP_HEADERS_TIMEOUT_MS, HTTP_REQUEST_TIMEOUT_MS);
    const options = {
      ...expressClasses(this.getInstance()),
      headersTimeout,
      requestTimeout: HTTP_REQUEST_TIMEOUT_MS,
      connectionsCheckingInterval: Math.ceil(headersTimeout / CHECKS_PER_LIMIT),
    };
    const server = createServer(options, (request, response) => {
      // From here on only the reader is waited for. Node gives a connection its own limits back with the next request.
      response.once('prefinish', () => response.socket?.setTimeout(HTTP_REQUEST_TIMEOUT_MS));
      if (this.doorkeeper(request, response)) return;
      this.handle(request as unknown as Request, response as unknown as Response);
    });
    server.maxConnections = HTTP_MAX_CONNECTIONS;
    this.setHttpServer(server);
  }
}
