import { createHash } from 'node:crypto';
import type { Vocabulary } from './vocabulary';

/** The same for the same meaning: white space, order of members and texts for people do not count. */
export function vocabularyDigest({ address, transitions, descriptors }: Vocabulary): string {
  const meant = Object.entries(descriptors)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([reference, { key, type, ids, def, fields, returns }]) => [reference, key, type, ids, def, fields, returns]);
  return createHash('sha256')
    .update(JSON.stringify([address, [...transitions].sort(), meant]))
    .digest('base64url');
}
