const PREFIX = '#/components/schemas/';

/**
 * A self-contained JSON Schema (2020-12) from the schemas of an OpenAPI 3.1 document: the root and what it refers to.
 * Unknown members are faults, unless they begin with `x-`.
 */
export function schemaDocument(schemas, { root, title, description, extra = [], refine = () => {} }) {
  const defs = {};
  for (const name of [root, ...extra]) collect(name, schemas, defs);
  for (const schema of Object.values(defs)) {
    schema.patternProperties = { '^x-': true };
    schema.additionalProperties = false;
    schema.properties = { ...schema.properties, $schema: { type: 'string' } };
  }
  refine(defs);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title,
    description,
    $ref: `#/$defs/${root}`,
    $defs: Object.fromEntries(Object.entries(defs).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function collect(name, schemas, defs) {
  if (Object.hasOwn(defs, name)) return;
  defs[name] = {};
  defs[name] = translate(schemas[name], (used) => collect(used, schemas, defs));
}

/** OpenAPI's `example` is JSON Schema's `examples`; references point into `$defs`. */
function translate(value, use, insideProperties = false) {
  if (Array.isArray(value)) return value.map((item) => translate(item, use));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      if (!insideProperties && key === 'example') return ['examples', [member]];
      if (!insideProperties && key === '$ref' && typeof member === 'string' && member.startsWith(PREFIX)) {
        use(member.slice(PREFIX.length));
        return ['$ref', `#/$defs/${member.slice(PREFIX.length)}`];
      }
      if (!insideProperties && ['enum', 'default', 'examples'].includes(key)) return [key, member];
      return [key, translate(member, use, key === 'properties' && !insideProperties)];
    }),
  );
}
