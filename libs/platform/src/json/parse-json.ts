import { PlatformError } from '#contract';
import { inspectJson, type JsonFault } from './inspect-json';

/**
 * Parses JSON that came from outside.
 * @throws PlatformError `invalid-request` when it is not JSON, or holds what is not taken; `errors` says where
 */
export function parseJson(bytes: Buffer): unknown {
  const fault = inspectJson(bytes);
  if (fault) throw notTaken(fault);
  return toValue(bytes);
}

/**
 * The same for an answer that came in full: one that holds what is not taken is complete all the same, one that is no
 * JSON may be half of something.
 * @throws PlatformError `invalid-request` when it is not JSON
 */
export function readJson(bytes: Buffer): { value: unknown } | { fault: JsonFault } {
  const fault = inspectJson(bytes);
  // What nests too deep is not built, not even to see whether it is JSON.
  if (fault?.kind === 'too-deep') return { fault };
  const value = toValue(bytes);
  return fault ? { fault } : { value };
}

function toValue(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw new PlatformError('invalid-request', `This is not JSON: ${(cause as SyntaxError).message}`, { cause });
  }
}

function notTaken({ pointer, message }: JsonFault): PlatformError {
  return new PlatformError('invalid-request', `${pointer || 'the document'}: ${message}`, {
    errors: [{ pointer, message }],
  });
}
