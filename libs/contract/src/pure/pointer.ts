import { isJsonObject } from './json';

/** A JSON pointer (RFC 6901) as text, or already split into its reference tokens. */
export type Pointer = string | readonly string[];

/** A pointer that is malformed, or that a document has no room for. */
export class PointerError extends Error {
  override readonly name = 'PointerError';
}

/** Tokens that would reach an object's prototype instead of its members. */
const FORBIDDEN = new Set(['__proto__', 'prototype', 'constructor']);
const ARRAY_INDEX = /^(0|[1-9]\d{0,9})$/;
const PATTERN = /^(\/([^~/]|~[01])*)*$/;

/** @throws PointerError when `text` is not RFC 6901, or names a forbidden member. */
export function parsePointer(text: string): string[] {
  if (!PATTERN.test(text)) throw new PointerError(`"${text}" is not a JSON pointer: expected "" or "/member/…"`);
  const tokens = text.split('/').slice(1).map(unescape);
  return checked(tokens, text);
}

export function isPointer(value: unknown): value is string {
  return typeof value === 'string' && PATTERN.test(value) && !value.split('/').map(unescape).some(isForbiddenMember);
}

export function formatPointer(tokens: readonly (string | number)[]): string {
  return tokens.map((token) => `/${String(token).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The value at `pointer`, or undefined where there is none. Only own members are seen. */
export function getAt(document: unknown, pointer: Pointer): unknown {
  let value = document;
  for (const token of tokensOf(pointer)) {
    if (Array.isArray(value)) value = ARRAY_INDEX.test(token) ? (value as unknown[])[Number(token)] : undefined;
    else if (isJsonObject(value) && Object.hasOwn(value, token)) value = value[token];
    else return undefined;
  }
  return value;
}

export function has(document: unknown, pointer: Pointer): boolean {
  return getAt(document, pointer) !== undefined;
}

/**
 * A copy of `document` with `value` at `pointer`; what the path does not touch is shared with the original.
 * An array index replaces, `-` or the array's length appends. Missing parents are made: an array where `-` appends to
 * it, else an object, whatever the next name looks like.
 * @throws PointerError when a parent is a scalar, or an index lies beyond the array's end.
 */
export function setAt(document: unknown, pointer: Pointer, value: unknown): unknown {
  const tokens = tokensOf(pointer);
  return place(document, tokens, 0, value);
}

/** A copy of `document` without what stood at `pointer`; the same document when nothing stood there. */
export function removeAt(document: unknown, pointer: Pointer): unknown {
  const tokens = tokensOf(pointer);
  if (getAt(document, tokens) === undefined) return document;
  return without(document, tokens, 0);
}

function place(node: unknown, tokens: readonly string[], depth: number, value: unknown): unknown {
  const token = tokens[depth];
  if (token === undefined) return value;
  if (Array.isArray(node) || (node === undefined && token === '-')) {
    return placeItem((node ?? []) as unknown[], tokens, depth, value);
  }
  if (node !== undefined && !isJsonObject(node)) {
    throw new PointerError(
      `"${formatPointer(tokens.slice(0, depth))}" holds a scalar, which can have no member "${token}"`,
    );
  }
  const child = node !== undefined && Object.hasOwn(node, token) ? node[token] : undefined;
  return { ...node, [token]: place(child, tokens, depth + 1, value) };
}

function placeItem(items: readonly unknown[], tokens: readonly string[], depth: number, value: unknown): unknown[] {
  const token = tokens[depth] ?? '';
  const index = token === '-' ? items.length : ARRAY_INDEX.test(token) ? Number(token) : NaN;
  if (!(index <= items.length)) {
    throw new PointerError(
      `${formatPointer(tokens.slice(0, depth + 1))} is not a place in an array of ${items.length}`,
    );
  }
  const copy = [...items];
  copy[index] = place(items[index], tokens, depth + 1, value);
  return copy;
}

function without(node: unknown, tokens: readonly string[], depth: number): unknown {
  const token = tokens[depth];
  if (token === undefined) return undefined;
  const last = depth === tokens.length - 1;
  if (Array.isArray(node)) {
    const items = node as unknown[];
    const index = Number(token);
    return last ? items.toSpliced(index, 1) : items.with(index, without(items[index], tokens, depth + 1));
  }
  const { [token]: child, ...rest } = node as Record<string, unknown>;
  return last ? rest : { ...(node as object), [token]: without(child, tokens, depth + 1) };
}

function tokensOf(pointer: Pointer): readonly string[] {
  return typeof pointer === 'string' ? parsePointer(pointer) : checked(pointer, formatPointer(pointer));
}

function checked<T extends readonly string[]>(tokens: T, text: string): T {
  const forbidden = tokens.find(isForbiddenMember);
  if (forbidden !== undefined) throw new PointerError(`"${text}" names "${forbidden}", which no pointer may`);
  return tokens;
}

/** Whether a member of this name would reach an object's prototype. */
export function isForbiddenMember(token: string): boolean {
  return FORBIDDEN.has(token);
}

function unescape(token: string): string {
  return token.includes('~') ? token.replaceAll('~1', '/').replaceAll('~0', '~') : token;
}
