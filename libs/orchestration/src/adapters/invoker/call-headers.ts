import type { Call } from '../../core/effects';

/** The identity of a call (protocol, section 2), the same for every attempt, repeat and revert of a run. */
export function callHeaders(jobId: string, { requestId, call, attempt }: Call): Record<string, string> {
  return {
    'content-type': 'application/json',
    accept: 'application/json',
    'idempotency-key': requestId,
    'request-id': requestId,
    'correlation-id': jobId,
    traceparent: traceparent(jobId, `${requestId}/${call.action}/${attempt}`),
    ...(call.settles && { settles: 'true' }),
  };
}

/** W3C Trace Context: one trace per job, one span per attempt. */
function traceparent(jobId: string, span: string): string {
  const trace = jobId.replaceAll('-', '').toLowerCase();
  const traceId = /^[0-9a-f]{32}$/.test(trace) ? trace : hex(jobId, 1) + hex(jobId, 2) + hex(jobId, 3) + hex(jobId, 4);
  return `00-${traceId}-${hex(span, 5)}${hex(span, 6)}-01`;
}

/** FNV-1a, 32 bit: an id, not a secret. */
function hex(text: string, seed: number): string {
  let hash = 0x811c9dc5 ^ seed;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0 || 1).toString(16).padStart(8, '0');
}
