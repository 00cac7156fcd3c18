import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { type Principal, principalOf } from '#platform';
import { clientKey } from './idempotency-key';

/** The job and the caller. */
export interface JobCall {
  readonly jobId: string;
  readonly caller: Principal | null;
  readonly idempotencyKey: string | undefined;
}

export const Job = createParamDecorator((_: unknown, context: ExecutionContext): JobCall => {
  const request = context.switchToHttp().getRequest<Request<{ id: string }>>();
  const caller = principalOf(request);
  return { jobId: request.params.id, caller, idempotencyKey: clientKey(request.get('idempotency-key'), caller) };
});
