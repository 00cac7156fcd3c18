import { type ErrorCode, PlatformError } from '#contract';

const CODE_OF: Readonly<Partial<Record<number, ErrorCode>>> = {
  400: 'invalid-request',
  404: 'not-found',
  409: 'conflict',
  412: 'precondition-failed',
  413: 'payload-too-large',
};

/** An error of a custom command with a `statusCode` from 400 to 499 is a refusal; any other is a bug in it. */
export function refusalOf(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof PlatformError) return error;
  const { statusCode } = error as { statusCode?: unknown };
  if (typeof statusCode !== 'number' || statusCode < 400 || statusCode > 499) return error;
  return new PlatformError(CODE_OF[statusCode] ?? 'unprocessable', error.message, { cause: error });
}
