import { deepEqual, type JsonObject } from '#contract';

/**
 * Returns a predicate for records with all of these values: strings by *contains*, ignoring case; everything else by
 * equality.
 */
export function matcherOf(criteria: JsonObject): (record: JsonObject) => boolean {
  const names = Object.keys(criteria);
  // Made once, not for each record, and only where a record has such a field: there may be very many of both.
  const tests = new Map<string, Test>();
  const testFor = (name: string): Test => {
    const test = tests.get(name) ?? testOf(criteria[name]);
    tests.set(name, test);
    return test;
  };
  return (record) => names.every((name) => Object.hasOwn(record, name) && testFor(name)(record[name]));
}

type Test = (value: unknown) => boolean;

function testOf(wanted: unknown): Test {
  if (typeof wanted !== 'string') return (value) => deepEqual(value, wanted);
  const part = wanted.toLowerCase();
  return (value) => typeof value === 'string' && value.toLowerCase().includes(part);
}
