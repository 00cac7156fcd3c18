import type { IncomingHttpHeaders } from 'node:http';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { PlatformError } from '#contract';
import type { WriteTerms } from '../documents/documents';
import { Preconditions } from './preconditions';

const MAX_KEY_LENGTH = 256;

/** The `If-Match`, `If-None-Match` and `Idempotency-Key` headers of a write. */
export const Terms = createParamDecorator((_: unknown, context: ExecutionContext): WriteTerms => {
  const { headers } = context.switchToHttp().getRequest<Request>();
  const preconditions = new Preconditions(headers);
  return { idempotencyKey: keyOf(headers), check: (tag) => preconditions.checkWrite(tag) };
});

function keyOf(headers: IncomingHttpHeaders): string | undefined {
  const key = headers['idempotency-key'];
  if (key === undefined || (typeof key === 'string' && key.length <= MAX_KEY_LENGTH)) return key;
  throw new PlatformError('invalid-request', `An Idempotency-Key may have ${MAX_KEY_LENGTH} characters`);
}
