import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { StreamableFile } from '@nestjs/common';
import { ExpressAdapter } from '@nestjs/platform-express';
import type { Response } from 'express';
import type { HttpConfig } from '../config/http-config';
import { RequestStarter } from './request-starter';
import { expressClasses } from './express-classes';
import { JsonText } from './json-text';

/** How often slow connections are looked for: the precision of the time limits. */
const CHECKS_PER_LIMIT = 4;
/** Responds without a body, whatever the handler returned. */
const BODILESS: readonly number[] = [204, 304];

/** Responds itself and returns true, or admits the request: false. */
export type AdmissionFilter = (request: IncomingMessage, response: ServerResponse) => boolean;

/** Express behind a server that disconnects clients which send or read too slowly. */
export class LimitedAdapter extends ExpressAdapter {
  /** Sees every request first, before even routing has cost anything. */
  admissionFilter: AdmissionFilter = () => false;

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
    const express = this.getInstance<(request: IncomingMessage, response: ServerResponse) => void>();
    const starter = new RequestStarter();
    const server = createServer(options, (request, response) => {
      // From here on only the reader can delay. Node restores a connection's own limits with the next request.
      response.once('prefinish', () => response.socket?.setTimeout(HTTP_REQUEST_TIMEOUT_MS));
      if (this.admissionFilter(request, response)) return;
      starter.begin(() => {
        if (!request.socket.destroyed) express(request, response);
      });
    });
    server.maxConnections = HTTP_MAX_CONNECTIONS;
    this.setHttpServer(server);
  }

  /** As Express would send it, without options that the platform never sets. */
  override reply(response: Response, body: unknown, status?: number): unknown {
    if (status !== undefined) response.statusCode = status;
    const { method, headers } = response.req;
    if (body == null && BODILESS.includes(response.statusCode)) return response.end();
    // Freshness and the response to HEAD are left to Express.
    const isConditional = headers['if-none-match'] !== undefined || headers['if-modified-since'] !== undefined;
    if (isConditional || method === 'HEAD' || !isJson(body) || response.hasHeader('content-type'))
      return super.reply(response, body);
    const text = body instanceof JsonText ? body.text : JSON.stringify(body);
    response.setHeader('Content-Type', 'application/json; charset=utf-8');
    response.setHeader('Content-Length', Buffer.byteLength(text));
    return response.end(text, 'utf8');
  }
}

function isJson(body: unknown): body is object {
  if (typeof body !== 'object' || body === null) return false;
  return !(body instanceof StreamableFile || body instanceof Error || ArrayBuffer.isView(body));
}
