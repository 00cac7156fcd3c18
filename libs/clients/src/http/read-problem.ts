import type { FieldFault } from '#contract';
import type { ProblemResponse } from '../errors/api-error';
import { object, text } from '../shapes/shape';

const fault = object({ pointer: text, message: text });

/** A response with its body as text; the status says how to read it. */
export interface TextResponse {
  status: number;
  text: string;
  retryAfter?: string;
}

/** Reads an error response, be it a problem document (RFC 9457) or the response of a foreign server. */
export function readProblem({ status, text, retryAfter }: TextResponse): ProblemResponse {
  const body = parseObject(text);
  return {
    status,
    code: asString(body.code) ?? 'bad-answer',
    detail: asString(body.detail) ?? asString(body.error) ?? asString(body.title) ?? `it responded with ${status}`,
    errors: Array.isArray(body.errors) ? body.errors.filter(isFault) : [],
    ...(/^\d{1,9}$/.test(retryAfter ?? '') ? { retryAfterMs: Number(retryAfter) * 1000 } : {}),
  };
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function asString(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function isFault(value: unknown): value is FieldFault {
  return fault(value) === undefined;
}
