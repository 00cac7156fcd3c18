import { randomBytes } from 'node:crypto';

/** Told apart from all other processes, of now and before. */
const process = randomBytes(6).toString('base64url');
let count = 0;

/** Of a version of a document; no other one ever gets it, not even when the document is made anew. */
export function nextTag(version: number): string {
  return `${version}-${process}${(count++).toString(36)}`;
}
