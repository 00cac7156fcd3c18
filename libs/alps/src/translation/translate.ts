import { isJsonObject, type JsonObject, withoutMember } from '#contract/pure';
import type { Mapped } from './mapped';
import { rename, type Side } from './rename';
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
export function toTerms({ response: mapped }: Translation, response: unknown): unknown {
  return renameResponse(response, mapped, 'field');
}

/** The opposite, for an adapter that needs what it responded in order to undo. */
export function toResponse({ response: mapped }: Translation, terms: unknown): unknown {
  return renameResponse(terms, mapped, 'term');
}

function renameResponse(response: unknown, mapped: readonly Mapped[], from: Side): unknown {
  if (!isJsonObject(response)) return renameAll(response, mapped, from);
  const isEnveloped = Object.hasOwn(response, 'result') && !mapped.some((one) => one[from][0] === 'result');
  if (!isEnveloped) return rename(response, mapped, from);
  return { ...response, result: renameAll(response.result, mapped, from) };
}

function renameAll(value: unknown, mapped: readonly Mapped[], from: Side): unknown {
  if (!Array.isArray(value)) return isJsonObject(value) ? rename(value, mapped, from) : value;
  return value.map((item: unknown) => (isJsonObject(item) ? rename(item, mapped, from) : item));
}
