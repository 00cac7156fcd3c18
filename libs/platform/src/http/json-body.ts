import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { parseJson, PlatformError } from '#contract';
import { isJsonType } from '../json/media-type';
import { rememberRawBody } from '../signatures/raw-body';
import { hasBody, isCoded, readBody } from './read-body';

/** Has the app read JSON bodies of any `+json` type, up to a size and a depth, and refuse all others. */
export function readJsonBodies(app: NestExpressApplication, limitBytes: number): void {
  app.use(refuseOtherTypes);
  app.use(readBody(limitBytes));
  app.useBodyParser('raw', { limit: limitBytes, type: isCoded });
  app.use(parseBody);
}

/** A body that names no type is taken for JSON. */
function refuseOtherTypes(request: Request, _response: Response, next: NextFunction): void {
  const type = request.headers['content-type'];
  if (type === undefined || !hasBody(request) || isJsonType(type)) next();
  else next(new PlatformError('unsupported-media-type', `Bodies must be application/json, not ${type}`));
}

function parseBody(request: Request, _response: Response, next: NextFunction): void {
  const bytes: unknown = request.body;
  if (Buffer.isBuffer(bytes)) rememberRawBody(request, bytes);
  request.body = Buffer.isBuffer(bytes) && bytes.length > 0 ? parseJson(bytes) : undefined;
  next();
}
