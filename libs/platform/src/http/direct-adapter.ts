import { StreamableFile } from '@nestjs/common';
import { ExpressAdapter } from '@nestjs/platform-express';
import type { Application, NextFunction, Request, Response } from 'express';
import { controllerRoutes } from './express-routes';
import { JsonText } from './json-text';
import { RouteTable } from './route-table';
import { type Step, Steps } from './steps';

type ErrorHandler = (error: unknown, request: Request, response: Response, next: NextFunction) => unknown;

/** Answers without a body, whatever a handler gave. */
const BODILESS: readonly number[] = [204, 304];

/**
 * Express, but what is for a controller does not go through its router, which costs more than all the rest. There is
 * still one way in: every request goes through the steps that were used before there were routes. Then the controller's
 * own handler is called, guards and all; wherever the path is not plainly one of a controller, Express is asked.
 */
export class DirectAdapter extends ExpressAdapter {
  private readonly steps = new Steps();
  private routes = new RouteTable();
  private routed = false;
  private onError?: ErrorHandler;

  /** What is used for all paths before there are routes is a step; the rest stands among Express's routes. */
  override use(...handlers: unknown[]): unknown {
    const [first, ...others] = handlers;
    if (this.routed || others.length > 0 || !isStep(first)) return super.use(...handlers);
    return this.steps.add(first);
  }

  /** Nest calls this when all routes are there. */
  override setNotFoundHandler(...args: Parameters<ExpressAdapter['setNotFoundHandler']>): unknown {
    this.routed = true;
    this.routes = controllerRoutes(this.express);
    return super.setNotFoundHandler(...args);
  }

  override setErrorHandler(handler: ErrorHandler, prefix?: string): unknown {
    this.onError = handler;
    return super.setErrorHandler(handler, prefix);
  }

  /** As Express would send it, without looking for what never is set. */
  override reply(response: Response, body: unknown, status?: number): unknown {
    if (status !== undefined) response.statusCode = status;
    const { method, headers } = response.req;
    if (body == null && BODILESS.includes(response.statusCode)) return response.end();
    // Whether an answer is fresh, and what a HEAD gets of it, is Express's to say.
    const isConditional = headers['if-none-match'] !== undefined || headers['if-modified-since'] !== undefined;
    if (isConditional || method === 'HEAD' || !isJson(body) || response.hasHeader('content-type'))
      return super.reply(response, body);
    const text = body instanceof JsonText ? body.text : JSON.stringify(body);
    response.setHeader('Content-Type', 'application/json; charset=utf-8');
    response.setHeader('Content-Length', Buffer.byteLength(text));
    return response.end(text, 'utf8');
  }

  protected handle(request: Request, response: Response): void {
    request.res = response;
    request.originalUrl = request.url;
    this.steps.run(request, response, (refusal) => this.dispatch(request, response, refusal));
  }

  private dispatch(request: Request, response: Response, refusal: unknown): void {
    const next: NextFunction = (error?: unknown) => {
      if (error == null) this.express(request, response);
      else void this.onError?.(error, request, response, next);
    };
    if (refusal !== undefined) return next(refusal);
    const match = this.routes.find(request.method, request.path);
    if (!match) return next();
    request.params = match.params;
    request.route = match.route;
    const pending = match.route.handler(request, response, next);
    if (pending instanceof Promise) pending.catch(next);
  }

  private get express(): Application {
    return this.getInstance<Application>();
  }
}

function isStep(value: unknown): value is Step {
  return typeof value === 'function' && value.length < 4;
}

function isJson(body: unknown): body is object {
  if (typeof body !== 'object' || body === null) return false;
  return !(body instanceof StreamableFile || body instanceof Error || ArrayBuffer.isView(body));
}
