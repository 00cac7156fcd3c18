/** How deep JSON may nest anywhere on the platform: enough for people, harmless for recursive code. */
export const MAX_JSON_DEPTH = 64;

/** Whether a value nests deeper than allowed. It is looked into no further than that, however deep it is. */
export function isTooDeep(value: unknown, limit = MAX_JSON_DEPTH): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return limit === 0 || Object.values(value).some((member) => isTooDeep(member, limit - 1));
}
