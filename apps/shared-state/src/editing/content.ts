import { isJsonObject, isTooDeep, type JsonObject, MAX_JSON_DEPTH, PlatformError } from '#contract';

export const MAX_DOCUMENT_BYTES = 4 * 1024 * 1024;

/**
 * The text a document is stored as.
 * @throws PlatformError when the document is not an object, too large or too deep
 */
export function encodeContent(document: unknown): string {
  if (!isJsonObject(document)) throw new PlatformError('unprocessable', 'A state document is a JSON object');
  if (isTooDeep(document)) throw new PlatformError('unprocessable', `JSON may nest ${MAX_JSON_DEPTH} levels deep`);
  const text = JSON.stringify(document);
  if (Buffer.byteLength(text) > MAX_DOCUMENT_BYTES)
    throw new PlatformError('payload-too-large', 'A state document may have 4 MiB');
  return text;
}

export function decodeContent(text: string): JsonObject {
  return JSON.parse(text) as JsonObject;
}
