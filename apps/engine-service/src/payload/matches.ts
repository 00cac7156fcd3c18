import { deepEqual, type JsonObject } from '#contract';

/** Whether a record has all of these values: strings by *contains*, ignoring case; everything else by equality. */
export function matches(record: JsonObject, criteria: JsonObject): boolean {
  return Object.entries(criteria).every(([name, wanted]) => {
    if (!Object.hasOwn(record, name)) return false;
    const value = record[name];
    return typeof wanted === 'string'
      ? typeof value === 'string' && value.toLowerCase().includes(wanted.toLowerCase())
      : deepEqual(value, wanted);
  });
}
