import type { JsonObject } from '#contract';
import { InputsSchemas } from './inputs-schemas';

const schemas = new InputsSchemas();
const object = (properties: object, more: object = {}): JsonObject => ({ type: 'object', properties, ...more });
const pointersOf = async (schema: JsonObject) => (await schemas.faultsOf(schema)).map(({ pointer }) => pointer);

describe('a schema of inputs', () => {
  it.each<[string, JsonObject]>([
    [
      'with formats, patterns and references',
      {
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        ...object(
          {
            when: { type: 'string', format: 'date-time', examples: ['now'] },
            code: { type: 'string', pattern: '^[A-Z]{3}$' },
            to: { $ref: '#/$defs/a%20b' },
            list: { type: 'array', prefixItems: [{ type: 'string' }], items: { type: 'number' } },
          },
          { $defs: { 'a b': { type: 'object', properties: {} } }, unevaluatedProperties: false },
        ),
      },
    ],
    ['that refers to itself', object({ part: { $ref: '#' } })],
    ['with notes of its author', object({ a: { type: 'string', 'x-widget': { rows: 3 } } }, { 'x-order': ['a'] })],
    ['with alternatives', object({ a: {}, b: {} }, { anyOf: [{ required: ['a'] }, { required: ['b'] }] })],
  ])('%s is taken', async (_, schema) => expect(await schemas.faultsOf(schema)).toEqual([]));

  it.each<[string, JsonObject, string]>([
    ['of another type', { type: 'array' }, '/inputs/type'],
    ['of no type', {}, '/inputs/type'],
    ['with a type that is none', object({ a: { type: 'strin' } }), '/inputs/properties/a/type'],
    ['with a misspelt keyword', object({ a: { minLenght: 1 } }), '/inputs/properties/a/minLenght'],
    ['of an older dialect', object({}, { $schema: 'http://json-schema.org/draft-07/schema#' }), '/inputs/$schema'],
    ['with a name for itself', object({}, { $id: 'http://127.0.0.1:1/' }), '/inputs/$id'],
    ['that refers to elsewhere', object({ a: { $ref: 'http://127.0.0.1:1/x' } }), '/inputs/properties/a/$ref'],
    ['that refers to nothing', object({ a: { $ref: '#/$defs/a' } }), '/inputs/properties/a/$ref'],
    ['with a broken reference', object({ a: { $ref: '#/%zz' } }), '/inputs/properties/a/$ref'],
    ['with an unknown format', object({ a: { type: 'string', format: 'zip' } }), '/inputs/properties/a'],
    ['with a pattern that is none', object({ a: { pattern: '(' } }), '/inputs/properties/a/pattern'],
    ['with a long pattern', object({ a: { pattern: 'a'.repeat(513) } }), '/inputs/properties/a/pattern'],
    [
      'with a pattern of names that is none',
      object({}, { patternProperties: { '(': {} } }),
      '/inputs/patternProperties',
    ],
    ['that is large', object({ a: { description: 'x'.repeat(65 * 1024) } }), '/inputs'],
    ['of many parts', object({}, { allOf: Array.from({ length: 1_001 }, () => ({})) }), '/inputs'],
    ['that refers to itself without end', object({}, { $ref: '#' }), '/inputs'],
    ['with a default that has no effect', object({}, { anyOf: [object({ a: { default: 1 } })] }), '/inputs'],
  ])('%s is refused, and where', async (_, schema, pointer) => {
    expect([...new Set(await pointersOf(schema))]).toEqual([pointer]);
  });

  it('that nests deeply is refused where it is too deep', async () => {
    let nested: JsonObject = {};
    for (let level = 0; level < 40; level++) nested = { not: nested };
    expect(await pointersOf(object({ a: nested }))).toEqual([`/inputs/properties/a${'/not'.repeat(31)}`]);
  });
});

describe('inputs', () => {
  const schema = object(
    {
      room: { type: 'string', enum: ['single', 'double'] },
      nights: { type: 'integer', minimum: 1, default: 1 },
      guest: object({ name: { type: 'string' } }, { required: ['name'], additionalProperties: false }),
    },
    { required: ['room', 'guest'], additionalProperties: false },
  );

  it('get the defaults of their schema, and are not changed themselves', async () => {
    const given = { room: 'single', guest: { name: 'Ann' } };
    expect(await schemas.check(schema, given)).toEqual({ value: { ...given, nights: 1 }, faults: [] });
    expect(given).not.toHaveProperty('nights');
  });

  it('are told all that is wrong, each at its place', async () => {
    const { faults } = await schemas.check(schema, { room: 'suite', nights: 0, guest: { nmae: 1 }, 'a/b': 1 });
    expect(Object.fromEntries(faults.map(({ pointer, message }) => [pointer, message]))).toEqual({
      '/inputs/room': 'expected one of "single", "double"',
      '/inputs/nights': 'must be >= 1',
      '/inputs/guest/name': 'is missing',
      '/inputs/guest/nmae': 'is not known',
      '/inputs/a~1b': 'is not known',
    });
  });

  it.each<[string, JsonObject, JsonObject]>([
    ['a regular expression', object({ a: { type: 'string', pattern: '^(a+)+$' } }), { a: `${'a'.repeat(50)}b` }],
    [
      'a schema that doubles at every level',
      {
        ...object({ a: { $ref: '#/$defs/0' } }),
        $defs: Object.fromEntries(
          Array.from({ length: 31 }, (_, n) => [
            n,
            n < 30 ? { allOf: [1, 2].map(() => ({ $ref: `#/$defs/${n + 1}` })) } : {},
          ]),
        ),
      },
      { a: 1 },
    ],
  ])('never keep the process busy: %s is ended', async (_, slow, given) => {
    expect(await schemas.faultsOf(slow)).toEqual([]);
    const begun = performance.now();
    const { faults } = await schemas.check(slow, given);
    expect(performance.now() - begun).toBeLessThan(5_000);
    expect(faults).toEqual([{ pointer: '/inputs', message: expect.stringContaining('longer than 250 ms') as string }]);
    expect((await schemas.check(schema, { room: 'single', guest: { name: 'a' } })).faults).toEqual([]);
  });
});
