import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { PlatformError } from '#contract';
import { isJsonType } from '../json/media-type';
import { parseJson } from '../json/parse-json';
import { rememberRawBody } from '../signatures/raw-body';

/** Has the app read JSON bodies of any `+json` type, up to a size and a depth, and refuse all others. */
export function readJsonBodies(app: NestExpressApplication, limitBytes: number): void {
  app.use(refuseOtherTypes);
  app.useBodyParser('raw', { limit: limitBytes, type: () => true });
  app.use((error: unknown, _request: Request, _response: Response, next: NextFunction) =>
    next(isTooLarge(error) ? new PlatformError('payload-too-large', tooLarge(limitBytes)) : error),
  );
  app.use(parseBody);
}

/** What body-parser says of it does not say how much would be right. */
function isTooLarge(error: unknown): boolean {
  return (error as { type?: unknown } | null)?.type === 'entity.too.large';
}

function tooLarge(limitBytes: number): string {
  return `The body is too large: at most ${limitBytes} bytes are taken`;
}

/** A body that names no type is taken for JSON. */
function refuseOtherTypes({ headers }: Request, _response: Response, next: NextFunction): void {
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length']) > 0;
  const type = headers['content-type'];
  if (!hasBody || type === undefined || isJsonType(type)) next();
  else next(new PlatformError('unsupported-media-type', `Bodies must be application/json, not ${type}`));
}

function parseBody(request: Request, _response: Response, next: NextFunction): void {
  const bytes: unknown = request.body;
  if (Buffer.isBuffer(bytes)) rememberRawBody(request, bytes);
  request.body = Buffer.isBuffer(bytes) && bytes.length > 0 ? parseJson(bytes) : undefined;
  next();
}
