import { deepEqual, type JsonObject } from '#contract';

/**
 * Returns a predicate for records with all of these values: strings by *contains*, ignoring case; everything else by
 * equality.
 */
export function matcherOf(criteria: JsonObject): (record: JsonObject) => boolean {
  // Parsed once, not for each record: there may be very many of both.
  const tests = Object.entries(criteria).map(([name, wanted]) => [name, testOf(wanted)] as const);
  return (record) => tests.every(([name, test]) => Object.hasOwn(record, name) && test(record[name]));
}

function testOf(wanted: unknown): (value: unknown) => boolean {
  if (typeof wanted !== 'string') return (value) => deepEqual(value, wanted);
  const part = wanted.toLowerCase();
  return (value) => typeof value === 'string' && value.toLowerCase().includes(part);
}
