import type { IncomingHttpHeaders } from 'node:http';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request, Response } from 'express';
import { PlatformError } from '#contract';
import { mediaTypeOf, principalOf } from '#platform';
import { pendingEntryOf } from '#storage';
import { type DocumentUser, documentUser } from '../documents/document-user';
import type { WriteTerms } from '../documents/write-order';
import { Preconditions } from './preconditions';

const MAX_KEY_LENGTH = 256;

/** The `If-Match`, `If-None-Match` and `Idempotency-Key` headers of a write. */
export const WriteConditions = createParamDecorator((_: unknown, context: ExecutionContext): WriteTerms => {
  const http = context.switchToHttp();
  const request = http.getRequest<Request>();
  const { headers } = request;
  const preconditions = new Preconditions(headers);
  return {
    idempotencyKey: keyOf(headers),
    asked: [request.method, mediaTypeOf(request.get('content-type') ?? '')],
    user: userOf(request),
    check: (tag) => preconditions.checkWrite(tag),
    audit: pendingEntryOf(http.getResponse<Response>()),
  };
});

/** The principal a request is made for. */
export const RequestUser = createParamDecorator((_: unknown, context: ExecutionContext): DocumentUser =>
  userOf(context.switchToHttp().getRequest<Request>()),
);

function userOf(request: Request): DocumentUser {
  return documentUser(principalOf(request), request.get('on-behalf-of'));
}

function keyOf(headers: IncomingHttpHeaders): string | undefined {
  const key = headers['idempotency-key'];
  if (key === undefined || (typeof key === 'string' && key.length <= MAX_KEY_LENGTH)) return key;
  throw new PlatformError('invalid-request', `An Idempotency-Key may have ${MAX_KEY_LENGTH} characters`);
}
