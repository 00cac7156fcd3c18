import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { PlatformError } from '#contract';
import { mediaTypeOf, principalOf } from '#platform';
import type { Idempotency } from '../documents/applied-keys';
import { type DocumentUser, documentUser } from '../documents/document-user';
import type { WriteTerms } from '../documents/documents';
import { Preconditions } from './preconditions';

const MAX_KEY_LENGTH = 256;
const DIGEST_LENGTH = 22;

/** The `If-Match`, `If-None-Match` and `Idempotency-Key` headers of a write. */
export const Terms = createParamDecorator((_: unknown, context: ExecutionContext): WriteTerms => {
  const request = context.switchToHttp().getRequest<Request>();
  const { headers } = request;
  const preconditions = new Preconditions(headers);
  return { idempotency: idempotencyOf(request), user: userOf(request), check: (tag) => preconditions.checkWrite(tag) };
});

/** In whose name a request is made. */
export const User = createParamDecorator((_: unknown, context: ExecutionContext): DocumentUser =>
  userOf(context.switchToHttp().getRequest<Request>()),
);

function userOf(request: Request): DocumentUser {
  return documentUser(principalOf(request), request.get('on-behalf-of'));
}

/** A write is the same again when its method, media type and body are. */
function idempotencyOf(request: Request): Idempotency | undefined {
  const key = keyOf(request.headers);
  if (key === undefined) return undefined;
  const wanted = JSON.stringify([request.method, mediaTypeOf(request.get('content-type') ?? ''), request.body]);
  return { key, digest: createHash('sha256').update(wanted).digest('base64url').slice(0, DIGEST_LENGTH) };
}

function keyOf(headers: IncomingHttpHeaders): string | undefined {
  const key = headers['idempotency-key'];
  if (key === undefined || (typeof key === 'string' && key.length <= MAX_KEY_LENGTH)) return key;
  throw new PlatformError('invalid-request', `An Idempotency-Key may have ${MAX_KEY_LENGTH} characters`);
}
