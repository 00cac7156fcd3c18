import { isJsonObject, type JsonObject, withoutMember } from '#contract/pure';
import type { Mapped } from '../matching/mapped';
import { rename } from './rename';
import type { Translation } from './translation';

/** The message that a service expects, from an input in the terms of a job. */
export function toMessage({ message, request }: Translation, input: JsonObject): JsonObject {
  const fields = rename(input, request, 'term');
  if (!message) return fields;
  const { id } = fields;
  return { ...message, ...(id !== undefined && { id }), payload: withoutMember(fields, 'id') };
}

/**
 * A response in the terms of the job. Services of the platform put what they return into `result`; members that are no
 * term keep their names.
 */
export function toTerms(translation: Translation, response: unknown): unknown {
  const { response: mapped } = translation;
  if (Array.isArray(response)) return response.map((item) => toTerms(translation, item));
  if (!isJsonObject(response)) return response;
  const isEnveloped = Object.hasOwn(response, 'result') && !mapped.some(({ field }) => field[0] === 'result');
  if (!isEnveloped) return rename(response, mapped, 'field');
  const { result, ...others } = response;
  return { ...others, result: renameAll(result, mapped) };
}

function renameAll(value: unknown, mapped: readonly Mapped[]): unknown {
  if (Array.isArray(value))
    return value.map((item) => (isJsonObject(item) ? rename(item, mapped, 'field') : (item as unknown)));
  return isJsonObject(value) ? rename(value, mapped, 'field') : value;
}
