import type { IncomingHttpHeaders } from 'node:http';

/** The header fields of a response, by name in lower case. */
export type HeaderFields = Readonly<Record<string, string | undefined>>;

/** A repeated field is one value joined with commas (RFC 9110, section 5.3); identical lines count once. */
export function headerFieldsOf(headers: IncomingHttpHeaders): HeaderFields {
  const entries = Object.entries(headers);
  if (entries.every(isSingle)) return headers as HeaderFields;
  return Object.fromEntries(entries.map(([name, value]) => [name, [...new Set([value].flat())].join(', ')]));
}

function isSingle([, value]: [string, string | string[] | undefined]): boolean {
  return !Array.isArray(value);
}
