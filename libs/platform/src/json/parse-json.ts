import { PlatformError } from '#contract';
import { isTooDeep, MAX_JSON_DEPTH } from './json-depth';

/**
 * Parses JSON that came from outside.
 * @throws PlatformError `invalid-request` when it is not JSON, or nests too deep
 */
export function parseJson(bytes: Buffer): unknown {
  if (isTooDeep(bytes)) throw new PlatformError('invalid-request', `JSON may nest ${MAX_JSON_DEPTH} levels deep`);
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw new PlatformError('invalid-request', `This is not JSON: ${(cause as SyntaxError).message}`, { cause });
  }
}
