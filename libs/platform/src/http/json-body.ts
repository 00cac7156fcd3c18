import { setImmediate as nextTurn } from 'node:timers/promises';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { parseJson, parseJsonInSlices, PlatformError } from '#contract';
import { isJsonType } from '../json/media-type';
import { rememberRawBody } from '../signatures/raw-body';
import { hasBody, isCoded, readBody } from './read-body';
import { RawJson } from './raw-json';

/** What is read of so much is read in one go: it takes 5 ms, whatever it is. */
const AT_ONCE_BYTES = 64 * 1024;

export interface BodyLimits {
  readonly limitBytes: number;
  /** A larger body is given to its handler as it came, a `RawJson`. Default: none is. */
  readonly parsedBytes?: number;
}

/** Has the app read JSON bodies of any `+json` type, up to a size and a depth, and refuse all others. */
export function readJsonBodies(
  app: NestExpressApplication,
  { limitBytes, parsedBytes = limitBytes }: BodyLimits,
): void {
  app.use(refuseOtherTypes);
  app.use(readBody(limitBytes));
  app.useBodyParser('raw', { limit: limitBytes, type: isCoded });
  app.use((request: Request, _response: Response, next: NextFunction) => parseBody(request, parsedBytes, next));
}

/** A body that names no type is taken for JSON. */
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
  request.body = await parseJsonInSlices(bytes);
  await nextTurn();
  next();
}
