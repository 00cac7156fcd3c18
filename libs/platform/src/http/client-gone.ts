import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { ServerResponse } from 'node:http';
import { PlatformError } from '#contract';

/** Aborts when the client disconnects before it has the whole response, so that its work can stop. */
export const ClientGone = createParamDecorator((_: unknown, context: ExecutionContext): AbortSignal =>
  clientGone(context.switchToHttp().getResponse<ServerResponse>()),
);

function clientGone(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  const left = (): void => {
    if (!response.writableFinished) gone.abort(new PlatformError('unavailable', 'The client has left'));
  };
  if (response.closed) left();
  else response.once('close', left);
  return gone.signal;
}
