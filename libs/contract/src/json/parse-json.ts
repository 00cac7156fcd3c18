import { PlatformError } from '../errors/platform-error';
import { type InspectOptions, inspectJson, inspectJsonInParts, type JsonFault } from './inspect-json';

/** PostgreSQL cannot store it, so writers to a database reject it; responses keep it. */
const RESPONSE: InspectOptions = { anyCharacter: true };
export type JsonLimits = Pick<InspectOptions, 'maxValues'>;

const TOO_LARGE: readonly JsonFault['kind'][] = ['too-deep', 'too-many'];

/**
 * Parses JSON of a client or a file. Rejects what parsing would alter.
 * @throws PlatformError `invalid-request` when it is not JSON or not accepted; `errors` has the pointers
 */
export function parseJson(bytes: Uint8Array, limits: JsonLimits = {}): unknown {
  return valueOrThrow(read(bytes, limits));
}

/**
 * The same piece by piece; parsing itself, which cannot be interrupted, is a piece of its own.
 * @throws PlatformError as `parseJson`
 */
export function* parsingJson(text: Uint8Array, limits: JsonLimits = {}): Generator<void, unknown> {
  const bytes = withoutByteOrderMark(text);
  const fault = yield* inspectJsonInParts(bytes, limits);
  yield;
  const value = valueOrThrow(toResult(bytes, fault));
  yield;
  return value;
}

/**
 * Parses JSON of a response.
 * @throws PlatformError as `parseJson`
 */
export function parseResponse(bytes: Uint8Array): unknown {
  return valueOrThrow(read(bytes, RESPONSE));
}

/**
 * Parses a response that arrived in full: one with values that are not accepted is still complete, while one that is
 * not JSON may be truncated.
 * @throws PlatformError `invalid-request` when it is not JSON
 */
export function readJson(bytes: Uint8Array): Read {
  return read(bytes, RESPONSE);
}

type Read = { value: unknown } | { fault: JsonFault };

function read(text: Uint8Array, options: InspectOptions): Read {
  const bytes = withoutByteOrderMark(text);
  return toResult(bytes, inspectJson(bytes, options));
}

function toResult(bytes: Uint8Array, fault: JsonFault | null): Read {
  // A text that would be too large in memory is not parsed, even to see whether it is JSON.
  if (fault && TOO_LARGE.includes(fault.kind)) return { fault };
  const value = toValue(bytes);
  return fault ? { fault } : { value };
}

/** A parser may skip the byte order mark (RFC 8259, section 8.1). */
function withoutByteOrderMark(text: Uint8Array): Uint8Array {
  return text[0] === 0xef && text[1] === 0xbb && text[2] === 0xbf ? text.subarray(3) : text;
}

function valueOrThrow(result: Read): unknown {
  if ('value' in result) return result.value;
  const { pointer, message } = result.fault;
  throw new PlatformError('invalid-request', `${pointer || 'the document'}: ${message}`, {
    errors: [{ pointer, message }],
  });
}

function toValue(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8'));
  } catch (cause) {
    throw new PlatformError('invalid-request', `This is not JSON: ${(cause as SyntaxError).message}`, { cause });
  }
}
