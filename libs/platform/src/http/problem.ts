import { HttpException } from '@nestjs/common';
import { type FieldFault, PlatformError } from '#contract';
import { errorCodeOf, statusOf } from './status-of';

/** RFC 9457, with the platform's additional members. */
export interface ProblemBody {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance: string;
  code: string;
  errors?: readonly FieldFault[];
  /** The detail again, under the name that older clients read. */
  error: string;
  [extension: string]: unknown;
}

/** The path of the error pages, below every app's address. */
export const ERROR_PAGES = 'errors';

/** The public part of any thrown value. */
export function toPlatformError(thrown: unknown): PlatformError {
  if (thrown instanceof PlatformError) return thrown;
  if (!(thrown instanceof HttpException)) return new PlatformError('internal', 'Something went wrong on our side');
  if (thrown.cause instanceof PlatformError) return thrown.cause;
  return new PlatformError(errorCodeOf(thrown.getStatus()), thrown.message);
}

/** @param address of the app, without a trailing slash: it serves the page that `type` names */
export function toProblem(error: PlatformError, instance: string, address: string): ProblemBody {
  const { code, message, details } = error;
  return {
    ...details.extra,
    type: `${address}/${ERROR_PAGES}/${code}`,
    title: titleOf(code),
    status: statusOf(code),
    detail: message,
    instance,
    code,
    ...(details.errors && { errors: details.errors }),
    error: message,
  };
}

function titleOf(code: string): string {
  const words = code.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
