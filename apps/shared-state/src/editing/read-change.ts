import { isJsonObject, type JsonObject, mergeMembers, PlatformError, readStatePatch, withoutMember } from '#contract';
import { applyJsonPatch } from '../patching/json-patch';
import { applyMergePatch } from '../patching/merge-patch';
import { applyStatePatch } from '../patching/state-patch';
import { readJsonPatch } from './json-patch.dto';

/** The new content, made from the current one, which it may change in place. */
type Edit = (content: JsonObject) => unknown;

/** A parsed change of a document. */
export interface RequestedChange {
  readonly edit: Edit;
  /** The platform's own patch, whose response is a status. */
  readonly status?: 'patched' | 'merged';
  /** The id for a new document. */
  readonly id?: unknown;
  /** How often the whole document may be copied. */
  readonly copies?: number;
}

const PATCHES = {
  'application/json': (body: unknown): RequestedChange => {
    const operations = readStatePatch(body);
    const merges = operations.every(({ op }) => op === 'merge');
    return { edit: (content) => applyStatePatch(content, operations), status: merges ? 'merged' : 'patched' };
  },
  'application/json-patch+json': (body: unknown): RequestedChange => {
    const operations = readJsonPatch(body);
    const copies = operations.filter(({ op }) => op === 'copy').length;
    return { edit: (content) => applyJsonPatch(content, operations), copies };
  },
  'application/merge-patch+json': (body: unknown): RequestedChange => ({
    edit: (content) => applyMergePatch(content, body),
  }),
};

const CHANGES = {
  ...PATCHES,
  create: (body: unknown): RequestedChange => {
    const content = readContent(body);
    return { edit: () => withoutMember(content, 'id'), id: content.id };
  },
  members: (body: unknown): RequestedChange => {
    const members = readContent(body);
    return { edit: (content) => mergeMembers(content, members) };
  },
};

/** The media types of `PATCH`. */
export const PATCH_TYPES = Object.keys(PATCHES);

/** A media type of `PATCH`; or the one of `POST`. */
export type ChangeKind = keyof typeof CHANGES;

export function isPatchType(type: string): type is keyof typeof PATCHES {
  return Object.hasOwn(PATCHES, type);
}

/** @throws PlatformError for an invalid body, whatever the document */
export function readChange(kind: ChangeKind, body: unknown): RequestedChange {
  return CHANGES[kind](body);
}

function readContent(body: unknown): JsonObject {
  if (isJsonObject(body)) return body;
  const errors = [{ pointer: '', message: 'expected a JSON object' }];
  throw new PlatformError('invalid-request', 'State documents are JSON objects', { errors });
}
