import fc, { type Arbitrary } from 'fast-check';
import type { Operation, Parameter, Schema } from './documents';
import { hostileText, hostileValue, ValuesOf } from './values';

export interface PlannedRequest {
  operation: Operation;
  method: string;
  /** A response of the app may have named something: then this one stands for `known` in paths, queries and bodies. */
  known: number;
  path: Record<string, string>;
  query: [string, string][];
  headers: Record<string, string>;
  body?: string;
}

/** Stands in a request for an id that the app has given out. */
export const KNOWN_ID = '@known@';

const MANY = 100_000;
/** Bodies that are no JSON, or a strange one. */
const RAW_BODIES = [
  '',
  '{',
  '[]',
  'null',
  '"text"',
  '{"a":1}garbage',
  '{"a":1,"a":2}',
  '\ufeff{}',
  '{"a":NaN}',
  '{"__proto__":{"polluted":true}}',
  '{"steps":[{"tasks":[{"tag":"a","input":{"__proto__":{"polluted":true}}}]}]}',
  '['.repeat(MANY),
  `${'{"a":'.repeat(65)}1${'}'.repeat(65)}`,
  `{"a":"${'x'.repeat(MANY)}"}`,
  `{"steps":[${'{},'.repeat(2_000)}{}]}`,
  '{"id":12345678901234567890}',
];
const CONTENT_TYPES = ['text/plain', 'application/xml', 'application/json; charset=utf-16', 'multipart/form-data', ';'];
const ENCODINGS = ['gzip', 'deflate, br', 'identity', 'x'];
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

/** Valid, nearly valid and hostile requests of one operation. */
export function requestsOf(operation: Operation, schemas: Record<string, Schema>): Arbitrary<PlannedRequest> {
  const values = new ValuesOf(schemas);
  const pick = (where: Parameter['in']) => operation.parameters.filter((parameter) => parameter.in === where);
  const text = ({ name, schema }: Parameter) =>
    fc.oneof(
      { weight: 6, arbitrary: /id$/i.test(name) ? fc.constant(KNOWN_ID) : values.of(schema, name).map(String) },
      { weight: 2, arbitrary: hostileText },
      { weight: 1, arbitrary: fc.constant('unknown') },
    );
  const optional = (parameters: Parameter[]): Arbitrary<Record<string, string>> =>
    fc.record(Object.fromEntries(parameters.map((one) => [one.name, text(one)])), {
      requiredKeys: [],
      noNullPrototype: true,
    }) as Arbitrary<Record<string, string>>;
  return fc
    .record({
      known: fc.nat(),
      method: fc.oneof(
        { weight: 30, arbitrary: fc.constant(operation.method) },
        { weight: 1, arbitrary: fc.constantFrom(...METHODS) },
      ),
      path: fc.record(Object.fromEntries(pick('path').map((one) => [one.name, text(one)])), { noNullPrototype: true }),
      query: fc.tuple(optional(pick('query')), strayQuery).map(([own, stray]) => [...Object.entries(own), ...stray]),
      headers: fc.tuple(optional(pick('header')), strayHeaders).map(([own, stray]) => ({ ...own, ...stray })),
      body: bodyOf(operation, values),
    })
    .map(({ body, headers, ...rest }) => ({ ...rest, ...body, operation, headers: { ...body.headers, ...headers } }));
}

const strayQuery = fc.oneof(
  { weight: 8, arbitrary: fc.constant<[string, string][]>([]) },
  {
    weight: 1,
    arbitrary: fc.array(
      fc.tuple(fc.constantFrom('limit', 'limit', 'cursor', 'status', 'tag', 'a[__proto__]', 'tag[]', 'x'), hostileText),
      { maxLength: 3 },
    ),
  },
);

const strayHeaders: Arbitrary<Record<string, string>> = fc.oneof(
  { weight: 12, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: fc.constantFrom(...CONTENT_TYPES).map((type) => ({ 'content-type': type })) },
  { weight: 1, arbitrary: fc.constantFrom(...ENCODINGS).map((encoding) => ({ 'content-encoding': encoding })) },
  { weight: 1, arbitrary: hostileText.map((accept) => ({ accept })) },
  {
    weight: 1,
    arbitrary: hostileText.map((key) => ({ 'idempotency-key': key, 'correlation-id': key, traceparent: key })),
  },
  { weight: 1, arbitrary: hostileText.map((tag) => ({ 'if-match': tag, 'if-none-match': tag })) },
);

function bodyOf(
  { bodies }: Operation,
  values: ValuesOf,
): Arbitrary<{ body?: string; headers: Record<string, string> }> {
  const types = Object.entries(bodies);
  const json = { 'content-type': 'application/json' };
  if (types.length === 0) {
    return fc.oneof(
      { weight: 10, arbitrary: fc.constant({ headers: {} }) },
      { weight: 1, arbitrary: fc.constantFrom(...RAW_BODIES).map((body) => ({ body, headers: json })) },
    );
  }
  return fc.constantFrom(...types).chain(([type, { schema, examples }]) => {
    const valid = fc.oneof(values.of(schema), ...(examples.length > 0 ? [fc.constantFrom(...examples)] : []));
    const sound = fc.oneof({ weight: 3, arbitrary: valid }, { weight: 2, arbitrary: withOneFault(valid) });
    return fc
      .oneof(
        { weight: 8, arbitrary: sound.map(encode) },
        { weight: 1, arbitrary: hostileValue.map(encode) },
        { weight: 1, arbitrary: fc.constantFrom(...RAW_BODIES) },
        { weight: 1, arbitrary: fc.tuple(valid.map(encode), fc.nat(200)).map(([all, at]) => all.slice(0, at)) },
      )
      .map((body) => ({ body, headers: { 'content-type': type } }));
  });
}

/** Ids that were given out are worth more than made-up ones. */
function encode(value: unknown): string {
  return JSON.stringify(value, (name, member: unknown) =>
    /^(id|registryID|sourceRegistryID|targetRegistryID|bindingID)$/.test(name) && member === 'a' ? KNOWN_ID : member,
  );
}

/** One place of the value, wherever it is, becomes something else, is left out, or gets a neighbour. */
function withOneFault(valid: Arbitrary<unknown>): Arbitrary<unknown> {
  return fc
    .tuple(valid, fc.array(fc.nat(), { minLength: 1, maxLength: 6 }), hostileValue, fc.nat(3))
    .map(([value, way, fault, kind]) => {
      const copy = structuredClone(value);
      let at: unknown = copy;
      for (const step of way) {
        if (typeof at !== 'object' || at === null) break;
        const members = at as Record<string, unknown>;
        const names = Object.keys(members);
        const name = names[step % (names.length || 1)];
        const next = name === undefined ? undefined : members[name];
        if (name === undefined || kind === 3) members[`x${step % 3}`] = fault;
        else if (typeof next === 'object' && next !== null && step % 4 !== 0) {
          at = next;
          continue;
        } else if (kind === 0) Reflect.deleteProperty(members, name);
        else members[name] = fault;
        return copy;
      }
      return copy;
    });
}
