import { randomBytes } from 'node:crypto';

/** Unique among all processes, past and present. */
const process = randomBytes(6).toString('base64url');
let count = 0;

/** The tag of a version of a document; never reused, not even when the document is created again. */
export function nextTag(version: number): string {
  return `${version}-${process}${(count++).toString(36)}`;
}
