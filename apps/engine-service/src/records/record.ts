import type { JsonObject } from '#contract';

/** A stored resource as clients see it. */
export interface ResourceRecord extends JsonObject {
  id: string;
}

export function toRecord(id: string, fields: JsonObject): ResourceRecord {
  return { id, ...fields };
}

export function recordFieldsOf({ id: _, ...fields }: ResourceRecord): JsonObject {
  return fields;
}
