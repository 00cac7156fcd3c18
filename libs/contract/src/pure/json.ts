/** Any JSON value (RFC 8259). */
export type Json = null | boolean | number | string | Json[] | { [member: string]: Json };

/** A JSON object that has not been validated. */
export type JsonObject = Record<string, unknown>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
