import { applyDecorators, HttpStatus } from '@nestjs/common';
import { ApiHeader, ApiResponse } from '@nestjs/swagger';

const UNAVAILABLE = String(HttpStatus.SERVICE_UNAVAILABLE);

type ProblemStatus = 400 | 403 | 404 | 406 | 409 | 410 | 412 | 413 | 422 | 500 | 503 | 507;

/** Response headers in OpenAPI. */
export const RESPONSE_HEADERS = {
  etag: { ETag: text('Changes with every write') },
  location: { Location: text('Where it is from now on') },
  nextPage: { Link: text('The next page, `rel="next"`; absent on the last one') },
  retryAfter: { 'Retry-After': { description: 'Seconds to wait before asking again', schema: { type: 'integer' } } },
} as const;

/**
 * The problems (RFC 9457) an operation may respond with, and when. Those of any operation with a body (400, 413, 415)
 * are added for all of them.
 */
export function ApiProblems(problems: Partial<Record<ProblemStatus, string>>): ClassDecorator & MethodDecorator {
  return applyDecorators(
    ...Object.entries(problems).map(([status, description]) =>
      ApiResponse({
        status: Number(status),
        description,
        ...(status === UNAVAILABLE && { headers: { ...RESPONSE_HEADERS.retryAfter } }),
      }),
    ),
  );
}

export function ApiIdempotencyKey(description: string): MethodDecorator {
  return optionalHeader('Idempotency-Key', description, '6a1f0c5e');
}

export function ApiIfMatch(): MethodDecorator {
  return optionalHeader('If-Match', 'Entity tags, or * for any document at all', '"7"');
}

export function ApiIfNoneMatch(): MethodDecorator {
  return optionalHeader('If-None-Match', 'Entity tags of what the caller has', '"7"');
}

export function ApiLastEventId(): MethodDecorator {
  return optionalHeader('Last-Event-ID', 'Where a stream broke off: it goes on after this event', '41');
}

function optionalHeader(name: string, description: string, example: string): MethodDecorator {
  return ApiHeader({ name, required: false, description, schema: { type: 'string' }, example });
}

function text(description: string) {
  return { description, schema: { type: 'string' } } as const;
}
