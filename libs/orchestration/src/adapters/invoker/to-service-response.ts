import { readingResponse } from '#contract';
import { type HeaderFields, isJsonType, type ExchangeOutcome, contentCodingOf, readInTurns } from '#platform';
import type { ServiceResponse, ResponseBody } from '../../core/model/service-response';

/** A retry would change nothing. */
const BY_POLICY = { code: 'address-refused', final: true } as const;

/** Longer waits are cut off: time plus wait has to be a valid date. */
const LONGEST_WAIT_MS = 366 * 86_400_000;

/** What one HTTP exchange proves, in the core's terms. */
export async function toServiceResponse(outcome: ExchangeOutcome, now: number): Promise<ServiceResponse> {
  switch (outcome.outcome) {
    case 'not-sent':
      return { kind: 'not-sent', message: outcome.message, ...(outcome.refused && { refusal: BY_POLICY }) };
    case 'no-response':
      return isOversizedSuccess(outcome)
        ? { kind: 'responded', status: outcome.status, body: { kind: 'refused', message: outcome.message }, bytes: 0 }
        : { kind: 'no-response', message: outcome.message };
    case 'responded': {
      const { status, headers, body } = outcome;
      const retryAfterMs = readRetryAfter(headers, now);
      const { location } = headers;
      return {
        kind: 'responded',
        status,
        body: await bodyOf(headers, body),
        bytes: body.length,
        ...(retryAfterMs !== undefined && { retryAfterMs }),
        ...(location !== undefined && { location }),
      };
    }
  }
}

/** The status says that the call is done, though reading the body was given up. */
function isOversizedSuccess(
  outcome: Extract<ExchangeOutcome, { outcome: 'no-response' }>,
): outcome is Extract<ExchangeOutcome, { outcome: 'no-response' }> & { status: number } {
  return outcome.why === 'too-large' && outcome.status !== undefined && outcome.status >= 200 && outcome.status < 300;
}

async function bodyOf(headers: HeaderFields, body: Buffer): Promise<ResponseBody> {
  if (body.length === 0) return { kind: 'empty' };
  const packed = contentCodingOf(headers);
  if (packed !== null)
    return { kind: 'refused', message: `the response is packed as ${packed}, which the request did not allow` };
  const contentType = headers['content-type'] ?? '';
  if (!isJsonType(contentType)) return { kind: 'raw', text: body.toString('utf8'), contentType };
  try {
    const read = await readInTurns(body, readingResponse);
    if ('value' in read) return { kind: 'json', value: read.value };
    const { pointer, message } = read.fault;
    return { kind: 'refused', message: `the response cannot be used, at ${pointer || 'its root'}: ${message}` };
  } catch (error) {
    return { kind: 'broken', message: `the response: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** `Retry-After` in seconds or as a date (RFC 9110, section 10.2.3), in milliseconds from now. */
function readRetryAfter(headers: HeaderFields, now: number): number | undefined {
  const value = headers['retry-after']?.trim() ?? '';
  if (/^\d+$/.test(value)) return Math.min(Number(value) * 1000, LONGEST_WAIT_MS);
  // Date.parse accepts text that is not a date.
  const date = /\d\d:\d\d:\d\d/.test(value) ? Date.parse(value) : NaN;
  return Number.isNaN(date) ? undefined : Math.min(Math.max(0, date - now), LONGEST_WAIT_MS);
}
