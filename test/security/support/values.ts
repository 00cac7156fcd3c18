import { createHash } from 'node:crypto';
import fc, { type Arbitrary } from 'fast-check';
import type { Schema } from './documents';

/** No server listens there, ever: calls on behalf of these tests stay on this machine. */
const NOWHERE = 'http://127.0.0.1:1';
const MAX_DEPTH = 6;

/** As long in an index as it looks: one of a single letter is compressed before it is too long. */
function incompressible(length: number): string {
  return Array.from({ length: Math.ceil(length / 64) }, (_, n) => createHash('sha256').update(`${n}`).digest('hex'))
    .join('')
    .slice(0, length);
}

/** Texts that have broken something somewhere. */
const HOSTILE_TEXTS = [
  '',
  ' ',
  '\u0000',
  'a\r\nx-injected: 1',
  '../../etc/passwd',
  '..%2f..%2f',
  "'; DROP TABLE jobs; --",
  '%',
  '%00',
  'a%00b',
  '%zz',
  '%c3%28',
  '%ed%a0%80',
  'a\u0000b',
  '__proto__',
  'constructor',
  '/__proto__/polluted',
  '/~2',
  '${7*7}',
  '{{7*7}}',
  '\ud800',
  'a\udc00b',
  '\u202e\u0000',
  'é'.repeat(300),
  'x'.repeat(5_000),
  incompressible(3_000),
  incompressible(600),
  '*',
  '-1',
  '1e309',
  '99999999999999999999',
  'NaN',
  '2026-13-45T99:99:99Z',
  '+275760-09-13T00:00:00.001Z',
  'ftp://127.0.0.1:1/',
  'http://',
  '//127.0.0.1:1',
  `${NOWHERE}/%zz`,
  'javascript:alert(1)',
];
const HOSTILE_VALUES: unknown[] = [
  null,
  true,
  0,
  -1,
  0.5,
  1e21,
  Number.MAX_SAFE_INTEGER,
  -Number.MAX_VALUE,
  [],
  [null],
  {},
  { toString: 1 },
  { length: 1e9 },
  { $fromState: '/a/b' },
  { $fromState: 1 },
  { $stateURL: true },
  JSON.parse('{"__proto__": {"polluted": true}}'),
  JSON.parse('{"constructor": {"prototype": {"polluted": true}}}'),
];

export const hostileText = fc.oneof(fc.constantFrom(...HOSTILE_TEXTS), fc.string({ unit: 'binary', maxLength: 40 }));
export const hostileValue = fc.oneof<Arbitrary<unknown>[]>(
  fc.constantFrom(...HOSTILE_VALUES),
  hostileText,
  fc.jsonValue({ maxDepth: 3 }),
);

/** Values that a schema allows, as far as it says so. */
export class ValuesOf {
  constructor(private readonly schemas: Record<string, Schema>) {}

  of(schema: Schema, name = '', depth = 0): Arbitrary<unknown> {
    if (schema.$ref !== undefined) return this.of(this.schemas[schema.$ref.split('/').at(-1)!]!, name, depth);
    if (schema.enum) return fc.constantFrom(...schema.enum);
    const choices = schema.anyOf ?? schema.oneOf;
    if (choices) return fc.oneof(...choices.map((choice) => this.of(choice, name, depth)));
    if (schema.allOf)
      return this.of(
        schema.allOf.reduce((all, one) => ({ ...all, ...one }), {}),
        name,
        depth,
      );
    const types = [schema.type ?? 'object'].flat();
    return fc.oneof(...types.map((type) => this.ofType(type, schema, name, depth)));
  }

  private ofType(type: string, schema: Schema, name: string, depth: number): Arbitrary<unknown> {
    const { minimum: min = 0, maximum: max = 100 } = schema;
    switch (type) {
      case 'object':
        return this.ofObject(schema, depth);
      case 'array':
        return this.ofArray(schema, name, depth);
      case 'integer':
        return fc.integer({ min: Math.ceil(min), max: Math.max(Math.ceil(min), Math.min(max, 1_000)) });
      case 'number':
        return fc.double({ min, max: Math.max(min, Math.min(max, 1_000)), noNaN: true });
      case 'boolean':
        return fc.boolean();
      case 'null':
        return fc.constant(null);
      default:
        return textFor(name, schema.example);
    }
  }

  private ofObject({ properties = {}, required = [], additionalProperties }: Schema, depth: number) {
    if (depth >= MAX_DEPTH) return fc.constant({});
    const members = Object.entries(properties).map(
      ([name, schema]) => [name, this.of(schema, name, depth + 1)] as const,
    );
    const more =
      additionalProperties === undefined || additionalProperties === false
        ? fc.constant({})
        : fc.dictionary(fc.constantFrom('a', 'b/c', 'd~e', 'x-y'), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 2 });
    const known = fc.record(Object.fromEntries(members), { requiredKeys: required, noNullPrototype: true });
    return fc.tuple(known, more).map(([one, other]) => ({ ...other, ...one }));
  }

  private ofArray({ items = {}, minItems = 0, maxItems = 3 }: Schema, name: string, depth: number) {
    const max = depth >= MAX_DEPTH ? minItems : Math.max(minItems, Math.min(maxItems, 3));
    return fc.array(this.of(items, name, depth + 1), { minLength: minItems, maxLength: max });
  }
}

function textFor(name: string, example: unknown): Arbitrary<string> {
  const examples = typeof example === 'string' && !/^https?:/.test(example) ? [example] : [];
  if (/url|alps|href|profile/i.test(name)) return fc.constantFrom(NOWHERE, `${NOWHERE}/a?b=c`, `${NOWHERE}/${name}`);
  return fc.constantFrom(...examples, 'todo', 'create', 'a', 'b', '/a/b', '30', 'true', 'Grüße 予約');
}
