/** The greatest JSON depth anywhere on the platform: ample for documents, harmless for recursive code. */
export const MAX_JSON_DEPTH = 64;

/** Whether a value nests deeper than allowed; the walk stops at that depth. */
export function isTooDeep(value: unknown, limit = MAX_JSON_DEPTH): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return limit === 0 || Object.values(value).some((member) => isTooDeep(member, limit - 1));
}
