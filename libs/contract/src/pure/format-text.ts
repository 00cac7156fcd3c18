import { isPointer } from './pointer';

/** Text as it is, or the pointer to the value that takes its place. */
export type FormatPart = string | { readonly pointer: string };

const PIECES = /\{\{|\}\}|\{[^{}]*\}|[{}]|[^{}]+/g;

/**
 * The parts of a `$format`, such as `Order {/order/id}`; `{{` and `}}` stand for braces.
 * @returns null when a brace stands alone, or what is between braces is not a JSON pointer to a member
 */
export function parseFormat(text: string): FormatPart[] | null {
  const parts: FormatPart[] = [];
  for (const piece of text.match(PIECES) ?? []) {
    const pointer = piece.slice(1, -1);
    if (piece === '{{' || piece === '}}') parts.push(piece.charAt(0));
    else if (!/[{}]/.test(piece)) parts.push(piece);
    else if (pointer.startsWith('/') && isPointer(pointer)) parts.push({ pointer });
    else return null;
  }
  return parts;
}

/** The pointers in a `$format`; none when it is malformed. */
export function formatPointers(text: string): string[] {
  return (parseFormat(text) ?? []).flatMap((part) => (typeof part === 'string' ? [] : [part.pointer]));
}
