import { isJsonObject, type JsonObject } from './json';
import { copyMembers } from './members';

/** A JSON pointer (RFC 6901) as text, or already split into its reference tokens. */
export type Pointer = string | readonly string[];

/** A pointer that is malformed, or that does not fit a document. */
export class PointerError extends Error {
  override readonly name = 'PointerError';
}

/** Tokens that would reach an object's prototype instead of its members. */
const FORBIDDEN = new Set(['__proto__', 'prototype', 'constructor']);
const MOST_TOKENS = 64;
/** The message for a value that is no pointer. */
export const EXPECTED_POINTER = `a JSON pointer (RFC 6901) of at most ${MOST_TOKENS} names, such as "/order/id"`;
const ARRAY_INDEX = /^(0|[1-9]\d{0,9})$/;
const LONE_TILDE = /~(?![01])/;

/** @throws PointerError when `text` is not RFC 6901, or names a forbidden member. */
export function parsePointer(text: string): string[] {
  if (!isWellFormed(text)) throw new PointerError(`"${text}" is not a JSON pointer: expected "" or "/member/…"`);
  return checked(text.split('/').slice(1).map(unescape));
}

function isWellFormed(text: string): boolean {
  return text === '' || (text.startsWith('/') && !LONE_TILDE.test(text));
}

/** Whether it is an acceptable pointer: no deeper than documents are, so that following it is cheap. */
export function isPointer(value: unknown): value is string {
  if (typeof value !== 'string' || isTooDeep(value) || !isWellFormed(value)) return false;
  return !value.split('/').map(unescape).some(isForbiddenMember);
}

function isTooDeep(text: string): boolean {
  let slash = -1;
  for (let tokens = 0; tokens <= MOST_TOKENS; tokens++) {
    slash = text.indexOf('/', slash + 1);
    if (slash < 0) return false;
  }
  return true;
}

export function formatPointer(tokens: readonly (string | number)[]): string {
  return tokens.map((token) => `/${String(token).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The value at `pointer`, or undefined. Only own members are visible. */
export function getAt(document: unknown, pointer: Pointer): unknown {
  let value = document;
  for (const token of tokensOf(pointer)) {
    if (Array.isArray(value)) value = ARRAY_INDEX.test(token) ? (value as unknown[])[Number(token)] : undefined;
    else if (isJsonObject(value) && Object.hasOwn(value, token)) value = value[token];
    else return undefined;
  }
  return value;
}

export function hasAt(document: unknown, pointer: Pointer): boolean {
  return getAt(document, pointer) !== undefined;
}

/**
 * The objects and arrays that were already copied during a series of changes and may be changed in place: each is
 * copied once, however often it changes.
 */
export type Copies = Set<object>;

/**
 * A copy of `document` with `value` at `pointer`; untouched parts are shared with the original. An array index
 * replaces, `-` or the array's length appends. Missing parents are created: an array where `-` appends to it, else an
 * object, whatever the next token looks like.
 * @throws PointerError when a parent is a scalar, or an index lies beyond the array's end.
 */
export function setAt(document: unknown, pointer: Pointer, value: unknown, copies: Copies = new Set()): unknown {
  return place(document, { tokens: tokensOf(pointer), value, copies }, 0);
}

/** A copy of `document` without the value at `pointer`; the same document if there was none. */
export function removeAt(document: unknown, pointer: Pointer, copies: Copies = new Set()): unknown {
  const tokens = tokensOf(pointer);
  if (getAt(document, tokens) === undefined) return document;
  return without(document, { tokens, copies }, 0);
}

interface Removing {
  readonly tokens: readonly string[];
  readonly copies: Copies;
}

interface Placing extends Removing {
  readonly value: unknown;
}

/** The object or array itself if it is a copy already. */
function copyOf<T extends object>(node: T, copies: Copies): T {
  if (copies.has(node)) return node;
  const copy = (Array.isArray(node) ? [...(node as unknown[])] : copyMembers(node)) as T;
  copies.add(copy);
  return copy;
}

function place(node: unknown, placing: Placing, depth: number): unknown {
  const { tokens, value, copies } = placing;
  const token = tokens[depth];
  if (token === undefined) return value;
  if (Array.isArray(node) || (node === undefined && token === '-')) {
    return placeItem((node ?? []) as unknown[], placing, depth);
  }
  if (node !== undefined && !isJsonObject(node)) {
    throw new PointerError(
      `"${formatPointer(tokens.slice(0, depth))}" holds a scalar, which can have no member "${token}"`,
    );
  }
  const child = node !== undefined && Object.hasOwn(node, token) ? node[token] : undefined;
  const placed = place(child, placing, depth + 1);
  const copy = copyOf(node ?? {}, copies);
  copy[token] = placed;
  return copy;
}

function placeItem(items: unknown[], placing: Placing, depth: number): unknown[] {
  const { tokens, copies } = placing;
  const token = tokens[depth] ?? '';
  const index = token === '-' ? items.length : ARRAY_INDEX.test(token) ? Number(token) : NaN;
  if (!(index <= items.length)) {
    throw new PointerError(
      `${formatPointer(tokens.slice(0, depth + 1))} is not a place in an array of ${items.length}`,
    );
  }
  const placed = place(items[index], placing, depth + 1);
  const copy = copyOf(items, copies);
  copy[index] = placed;
  return copy;
}

function without(node: unknown, removing: Removing, depth: number): unknown {
  const { tokens, copies } = removing;
  const token = tokens[depth];
  if (token === undefined) return undefined;
  const last = depth === tokens.length - 1;
  if (Array.isArray(node)) {
    const items = node as unknown[];
    const index = Number(token);
    const copy = copyOf(items, copies);
    if (last) copy.splice(index, 1);
    else copy[index] = without(items[index], removing, depth + 1);
    return copy;
  }
  const copy = copyOf(node as JsonObject, copies);
  if (last) delete copy[token];
  else copy[token] = without(copy[token], removing, depth + 1);
  return copy;
}

function tokensOf(pointer: Pointer): readonly string[] {
  return typeof pointer === 'string' ? parsePointer(pointer) : checked(pointer);
}

function checked<T extends readonly string[]>(tokens: T): T {
  const forbidden = tokens.find(isForbiddenMember);
  if (forbidden === undefined) return tokens;
  throw new PointerError(`"${formatPointer(tokens)}" names "${forbidden}", which no pointer may`);
}

/** Whether a member of this name would reach an object's prototype. */
export function isForbiddenMember(token: string): boolean {
  return FORBIDDEN.has(token);
}

function unescape(token: string): string {
  return token.includes('~') ? token.replaceAll('~1', '/').replaceAll('~0', '~') : token;
}
