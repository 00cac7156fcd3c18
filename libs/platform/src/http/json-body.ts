import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { parseJson, parsingJson, PlatformError } from '#contract';
import { isJsonType } from '../json/media-type';
import { AT_ONCE_BYTES } from '../json/json-turns';
import { rememberRawBody } from '../signatures/raw-body';
import { inTurns } from '../time-slices';
import { hasBody, hasContentCoding, readBody } from './read-body';
import { RawJson } from './raw-json';

export interface BodyLimits {
  readonly limitBytes: number;
  /** A larger body is passed to its handler unparsed, as a `RawJson`. Default: none is. */
  readonly parsedBytes?: number;
}

/** Makes the app parse JSON bodies of any `+json` type, up to a size and a depth, and refuse all others. */
export function readJsonBodies(
  app: NestExpressApplication,
  { limitBytes, parsedBytes = limitBytes }: BodyLimits,
): void {
  app.use(refuseOtherTypes);
  app.use(readBody(limitBytes));
  app.useBodyParser('raw', { limit: limitBytes, type: hasContentCoding });
  app.use((request: Request, _response: Response, next: NextFunction) => parseBody(request, parsedBytes, next));
}

/** A body without a content type is taken as JSON. */
function refuseOtherTypes(request: Request, _response: Response, next: NextFunction): void {
  const type = request.headers['content-type'];
  if (type === undefined || !hasBody(request) || isJsonType(type)) next();
  else next(new PlatformError('unsupported-media-type', `Bodies must be application/json, not ${type}`));
}

function parseBody(request: Request, parsedBytes: number, next: NextFunction): Promise<void> | void {
  const bytes: unknown = request.body;
  request.body = undefined;
  if (!Buffer.isBuffer(bytes)) return next();
  rememberRawBody(request, bytes);
  if (bytes.length > parsedBytes) request.body = new RawJson(bytes);
  else if (bytes.length > AT_ONCE_BYTES) return parseInTurns(request, bytes, next);
  else if (bytes.length > 0) request.body = parseJson(bytes);
  next();
}

async function parseInTurns(request: Request, bytes: Buffer, next: NextFunction): Promise<void> {
  request.body = await inTurns(parsingJson(bytes));
  next();
}
