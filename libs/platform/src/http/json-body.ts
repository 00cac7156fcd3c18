import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { parseJson, parsingJson, PlatformError } from '#contract';
import { isJsonType } from '../json/media-type';
import { rememberRawBody } from '../signatures/raw-body';
import { inTurns } from '../time-slices';
import { hasBody, hasContentCoding, readBody } from './read-body';
import { RawJson } from './raw-json';

/** Bodies of this size are parsed in one go, which takes 5 ms at most. */
const AT_ONCE_BYTES = 64 * 1024;

export interface BodyLimits {
  readonly limitBytes: number;
  /** A larger body is passed to its handler unparsed, as a `RawJson`. Default: none is. */
  readonly parsedBytes?: number;
  /** How many values a body may hold. Default: as many as JSON may anywhere on the platform. */
  readonly maxValues?: number;
}

/** Makes the app parse JSON bodies of any `+json` type, up to a size and a depth, and refuse all others. */
export function readJsonBodies(
  app: NestExpressApplication,
  { limitBytes, parsedBytes = limitBytes, maxValues }: BodyLimits,
): void {
  app.use(refuseOtherTypes);
  app.use(readBody(limitBytes));
  app.useBodyParser('raw', { limit: limitBytes, type: hasContentCoding });
  app.use((request: Request, _response: Response, next: NextFunction) =>
    parseBody(request, { parsedBytes, maxValues }, next),
  );
}

/** A body without a content type is taken as JSON. */
function refuseOtherTypes(request: Request, _response: Response, next: NextFunction): void {
  const type = request.headers['content-type'];
  if (type === undefined || !hasBody(request) || isJsonType(type)) next();
  else next(new PlatformError('unsupported-media-type', `Bodies must be application/json, not ${type}`));
}

function parseBody(
  request: Request,
  { parsedBytes, maxValues }: { parsedBytes: number; maxValues: number | undefined },
  next: NextFunction,
): Promise<void> | void {
  const bytes: unknown = request.body;
  request.body = undefined;
  if (!Buffer.isBuffer(bytes)) return next();
  rememberRawBody(request, bytes);
  if (bytes.length > parsedBytes) request.body = new RawJson(bytes);
  else if (bytes.length > AT_ONCE_BYTES) return parseInTurns(request, bytes, { maxValues }, next);
  else if (bytes.length > 0) request.body = parseJson(bytes, { maxValues });
  next();
}

async function parseInTurns(
  request: Request,
  bytes: Buffer,
  limits: Pick<BodyLimits, 'maxValues'>,
  next: NextFunction,
): Promise<void> {
  request.body = await inTurns(parsingJson(bytes, limits));
  next();
}
