import { HttpException } from '@nestjs/common';
import { type FieldFault, PlatformError } from '#contract';
import { codeOf, statusOf } from './status-of';

/** RFC 9457, with the members the platform adds. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance: string;
  code: string;
  errors?: readonly FieldFault[];
  /** The detail again, where older clients look for it. */
  error: string;
  [extension: string]: unknown;
}

/** What the outside may know of any thrown value. */
export function toPlatformError(thrown: unknown): PlatformError {
  if (thrown instanceof PlatformError) return thrown;
  if (!(thrown instanceof HttpException)) return new PlatformError('internal', 'Something went wrong on our side');
  if (thrown.cause instanceof PlatformError) return thrown.cause;
  return new PlatformError(codeOf(thrown.getStatus()), thrown.message);
}

export function toProblem(error: PlatformError, instance: string): Problem {
  const { code, message, details } = error;
  return {
    ...details.extra,
    type: `urn:problem-type:${code}`,
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
