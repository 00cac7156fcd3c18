import { isJsonObject, objectOf, setMember } from '#contract';

/**
 * RFC 7396: objects are merged, null removes a member, anything else replaces. Changes the given target, so use one
 * that can be discarded.
 */
export function applyMergePatch(target: unknown, patch: unknown): unknown {
  if (!isJsonObject(patch)) return patch;
  if (!isJsonObject(target)) return applyMergePatch(objectOf([]), patch);
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete target[name];
    else setMember(target, name, applyMergePatch(Object.hasOwn(target, name) ? target[name] : undefined, value));
  }
  return target;
}
