import { PlatformError, readStatePatch } from '#contract';
import { mediaTypeOf } from '#platform';
import type { Edit } from '../documents/documents';
import { applyJsonPatch } from '../patching/json-patch';
import { applyMergePatch } from '../patching/merge-patch';
import { applyStatePatch } from '../patching/state-patch';
import { readJsonPatch } from './json-patch.dto';

export interface ReadPatch {
  edit: Edit;
  /** Of the platform's own patch, which creates a missing document and answers with a status. */
  status?: 'patched' | 'merged';
}

const LANGUAGES: Readonly<Record<string, (body: unknown) => ReadPatch>> = {
  'application/json': (body) => {
    const operations = readStatePatch(body);
    const merges = operations.every(({ op }) => op === 'merge');
    return { edit: (content) => applyStatePatch(content, operations), status: merges ? 'merged' : 'patched' };
  },
  'application/json-patch+json': (body) => {
    const operations = readJsonPatch(body);
    return { edit: (content) => applyJsonPatch(content, operations) };
  },
  'application/merge-patch+json': (body) => ({ edit: (content) => applyMergePatch(content, body) }),
};

/** The media types of `PATCH`. */
export const PATCH_TYPES = Object.keys(LANGUAGES);

/** @throws PlatformError `unsupported-media-type`, or whatever the language has against the body */
export function readPatch(contentType = 'application/json', body: unknown): ReadPatch {
  const read = LANGUAGES[mediaTypeOf(contentType)];
  if (read) return read(body);
  throw new PlatformError('unsupported-media-type', `A patch is ${PATCH_TYPES.join(' or ')}, not ${contentType}`);
}
