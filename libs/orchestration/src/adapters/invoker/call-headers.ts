import { createHash } from 'node:crypto';
import type { CallEffect } from '../../core/model/effects';
import { sentRequestId } from '../../core/task/call-request';

/** The identity of a call (protocol, section 2), the same for every attempt, repeat and revert of a run. */
export function callHeaders(jobId: string, { requestId: ofUnit, call, attempt }: CallEffect): Record<string, string> {
  const requestId = sentRequestId(ofUnit, call, attempt);
  return {
    'content-type': 'application/json',
    accept: 'application/json',
    'idempotency-key': requestId,
    'request-id': requestId,
    // The id of an inner job may be any text its author chose.
    'correlation-id': encodeURI(jobId.replace(/\p{Surrogate}/gu, '\ufffd')),
    traceparent: traceparent(jobId, `${requestId}/${call.action}/${attempt}`),
    ...(call.settles && { settles: 'true' }),
  };
}

/** W3C Trace Context: one trace per job, one span per attempt. */
function traceparent(jobId: string, span: string): string {
  const trace = jobId.replaceAll('-', '').toLowerCase();
  const traceId = /^[0-9a-f]{32}$/.test(trace) ? trace : digest(jobId, 32);
  return `00-${traceId}-${digest(span, 16)}-01`;
}

function digest(text: string, digits: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, digits);
}
