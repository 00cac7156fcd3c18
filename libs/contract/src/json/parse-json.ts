import { PlatformError } from '../errors/platform-error';
import { runToEnd } from '../pure/run-to-end';
import { type InspectOptions, inspectJson, type JsonFault } from './inspect-json';
import { parseInParts } from './parse-in-parts';

/** PostgreSQL cannot store it, so writers to a database reject it; responses keep it. */
const RESPONSE: InspectOptions = { anyCharacter: true };

const TOO_LARGE: readonly JsonFault['kind'][] = ['too-deep', 'too-many'];

export type JsonRead = { readonly value: unknown } | { readonly fault: JsonFault };

/**
 * Parses JSON of a client or a file. Rejects what parsing would alter.
 * @throws PlatformError `invalid-request` when it is not JSON or not accepted; `errors` has the pointers
 */
export function parseJson(bytes: Uint8Array): unknown {
  return runToEnd(parsingJson(bytes));
}

/**
 * The same in parts, each of which takes a few milliseconds.
 * @throws PlatformError as `parseJson`
 */
export function* parsingJson(bytes: Uint8Array): Generator<void, unknown> {
  return valueOrThrow(yield* reading(bytes));
}

/**
 * Reads JSON of a response that arrived in full, in parts: one with values that are not accepted is still complete, while
 * one that is not JSON may be truncated.
 * @throws PlatformError `invalid-request` when it is not JSON
 */
export function readingResponse(bytes: Uint8Array): Generator<void, JsonRead> {
  return reading(bytes, RESPONSE);
}

/**
 * The value of a response, in parts.
 * @throws PlatformError as `parseJson`
 */
export function* parsingResponse(bytes: Uint8Array): Generator<void, unknown> {
  return valueOrThrow(yield* readingResponse(bytes));
}

function* reading(text: Uint8Array, options?: InspectOptions): Generator<void, JsonRead> {
  const bytes = withoutByteOrderMark(text);
  const fault = yield* inspectJson(bytes, options);
  // A text that would be too large in memory is not parsed, even to see whether it is JSON.
  if (fault && TOO_LARGE.includes(fault.kind)) return { fault };
  const value = yield* toValue(bytes);
  return fault ? { fault } : { value };
}

/** A parser may skip the byte order mark (RFC 8259, section 8.1). */
function withoutByteOrderMark(text: Uint8Array): Uint8Array {
  return text[0] === 0xef && text[1] === 0xbb && text[2] === 0xbf ? text.subarray(3) : text;
}

function valueOrThrow(result: JsonRead): unknown {
  if ('value' in result) return result.value;
  const { pointer, message } = result.fault;
  throw new PlatformError('invalid-request', `${pointer || 'the document'}: ${message}`, {
    errors: [{ pointer, message }],
  });
}

function* toValue(bytes: Uint8Array): Generator<void, unknown> {
  try {
    return yield* parseInParts(bytes);
  } catch (cause) {
    throw new PlatformError('invalid-request', `This is not JSON: ${(cause as SyntaxError).message}`, { cause });
  }
}
