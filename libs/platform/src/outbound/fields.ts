import type { IncomingHttpHeaders } from 'node:http';

/** The header fields of a response, by name in lower case. */
export type Fields = Readonly<Record<string, string | undefined>>;

/** A field of several lines is one value with commas (RFC 9110, section 5.3); lines that say the same count once. */
export function fieldsOf(headers: IncomingHttpHeaders): Fields {
  const entries = Object.entries(headers);
  if (entries.every(isSingle)) return headers as Fields;
  return Object.fromEntries(entries.map(([name, value]) => [name, [...new Set([value].flat())].join(', ')]));
}

function isSingle([, value]: [string, string | string[] | undefined]): boolean {
  return !Array.isArray(value);
}
