import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { hasAnyScope, principalOf } from '#platform';
import type { Claimant } from '../core/ownership';

/** The client of a change: its principal, and its lease token if it sent one. */
export const ClaimantOf = createParamDecorator((_: unknown, context: ExecutionContext): Claimant => {
  const request = context.switchToHttp().getRequest<Request>();
  const caller = principalOf(request);
  return caller && { name: caller.name, isAdmin: hasAnyScope(caller, []), leaseToken: request.get('lease-token') };
});
