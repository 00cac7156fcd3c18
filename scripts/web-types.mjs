// The types of the console's API clients, from the OpenAPI documents, without what a type does not show.
import openapiTS, { astToString } from 'openapi-typescript';

const WORDS = new Set(['description', 'summary', 'example', 'examples']);
const HEAD = '// Made of docs/openapi by "npm run docs".\n';

/** @returns the text of a module with the types `paths` and `components` */
export async function webTypes(document) {
  const bare = withoutWords(document);
  for (const methods of Object.values(bare.paths)) {
    for (const { responses } of Object.values(methods)) {
      for (const status of Object.keys(responses)) {
        // Errors of all calls are alike: send.ts reads them.
        if (status.startsWith('2')) delete responses[status].headers;
        else delete responses[status];
      }
    }
  }
  return HEAD + astToString(await openapiTS(bare));
}

function withoutWords(value) {
  if (Array.isArray(value)) return value.map(withoutWords);
  if (value === null || typeof value !== 'object') return value;
  const kept = Object.entries(value).filter(([name, inner]) => !(WORDS.has(name) && isWords(name, inner)));
  return Object.fromEntries(kept.map(([name, inner]) => [name, withoutWords(inner)]));
}

/** A property may have such a name too: its schema is an object. */
const isWords = (name, value) => name.startsWith('example') || typeof value === 'string';
