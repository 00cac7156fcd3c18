import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { mayAny, principalOf } from '#platform';
import type { Claimant } from '../core/tenure';

/** Who wants to change the registry: their principal, and the lease token they may have brought. */
export const ClaimantOf = createParamDecorator((_: unknown, context: ExecutionContext): Claimant => {
  const request = context.switchToHttp().getRequest<Request>();
  const caller = principalOf(request);
  return caller && { name: caller.name, isAdmin: mayAny(caller, []), leaseToken: request.get('lease-token') };
});
