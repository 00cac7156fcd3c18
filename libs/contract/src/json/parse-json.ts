import { setImmediate as nextTurn } from 'node:timers/promises';
import { PlatformError } from '../errors/platform-error';
import { type InspectOptions, inspectJson, inspectJsonInParts, type JsonFault } from './inspect-json';

/** PostgreSQL cannot store it, which is for those to refuse who write into a database; a response holds what it holds. */
const RESPONSE: InspectOptions = { anyCharacter: true };
const TOO_LARGE: readonly JsonFault['kind'][] = ['too-deep', 'too-many'];

/**
 * Parses JSON of a client, or of a file. Nothing changes on the way: what parsing would alter is refused.
 * @throws PlatformError `invalid-request` when it is not JSON, or holds what is not taken; `errors` says where
 */
export function parseJson(bytes: Uint8Array): unknown {
  return valueOrThrow(read(bytes, {}));
}

/**
 * The same, and others have their turn meanwhile: of a megabyte, parsing is done in one go, and nothing else with it.
 * @throws PlatformError as `parseJson`
 */
export async function parseJsonInTurns(text: Uint8Array): Promise<unknown> {
  const bytes = withoutByteOrderMark(text);
  const inspection = inspectJsonInParts(bytes, {});
  for (;;) {
    const { done, value: fault } = inspection.next();
    await nextTurn();
    if (done) return valueOrThrow(toResult(bytes, fault));
  }
}

/**
 * Parses JSON of a response.
 * @throws PlatformError as `parseJson`
 */
export function parseResponse(bytes: Uint8Array): unknown {
  return valueOrThrow(read(bytes, RESPONSE));
}

/**
 * The same for a response that came in full: one that holds what is not taken is complete all the same, one that is no
 * JSON may be half of something.
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
  // What would be too large is not built, not even to see whether it is JSON.
  if (fault && TOO_LARGE.includes(fault.kind)) return { fault };
  const value = toValue(bytes);
  return fault ? { fault } : { value };
}

/** A parser may skip it (RFC 8259, section 8.1). */
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
