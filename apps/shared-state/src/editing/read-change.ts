import { isJsonObject, type JsonObject, mergeMembers, PlatformError, readStatePatch, withoutMember } from '#contract';
import { applyJsonPatch } from '../patching/json-patch';
import { applyMergePatch } from '../patching/merge-patch';
import { applyStatePatch } from '../patching/state-patch';
import { readJsonPatch } from './json-patch.dto';

/** The new content, made from the current one, which it may change in place. */
type Edit = (content: JsonObject) => unknown;

/** What a request makes of a document, once it is understood. */
export interface Change {
  readonly edit: Edit;
  /** Of the platform's own patch, which answers with a status. */
  readonly status?: 'patched' | 'merged';
  /** The id that a new document is to have. */
  readonly id?: unknown;
  /** How often the whole document may be copied. */
  readonly copies?: number;
}

const PATCHES = {
  'application/json': (body: unknown): Change => {
    const operations = readStatePatch(body);
    const merges = operations.every(({ op }) => op === 'merge');
    return { edit: (content) => applyStatePatch(content, operations), status: merges ? 'merged' : 'patched' };
  },
  'application/json-patch+json': (body: unknown): Change => {
    const operations = readJsonPatch(body);
    const copies = operations.filter(({ op }) => op === 'copy').length;
    return { edit: (content) => applyJsonPatch(content, operations), copies };
  },
  'application/merge-patch+json': (body: unknown): Change => ({ edit: (content) => applyMergePatch(content, body) }),
};

const CHANGES = {
  ...PATCHES,
  create: (body: unknown): Change => {
    const content = readContent(body);
    return { edit: () => withoutMember(content, 'id'), id: content.id };
  },
  members: (body: unknown): Change => {
    const members = readContent(body);
    return { edit: (content) => mergeMembers(content, members) };
  },
};

/** The media types of `PATCH`. */
export const PATCH_TYPES = Object.keys(PATCHES);

/** A media type of `PATCH`; or what `POST` does. */
export type ChangeKind = keyof typeof CHANGES;

export function isPatchType(type: string): type is keyof typeof PATCHES {
  return Object.hasOwn(PATCHES, type);
}

/** @throws PlatformError that says what is wrong with the body, whatever the document */
export function readChange(kind: ChangeKind, body: unknown): Change {
  return CHANGES[kind](body);
}

function readContent(body: unknown): JsonObject {
  if (isJsonObject(body)) return body;
  const errors = [{ pointer: '', message: 'expected a JSON object' }];
  throw new PlatformError('invalid-request', 'State documents are JSON objects', { errors });
}
