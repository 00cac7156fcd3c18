/**
 * Characters that move a cursor, reorder or hide text: C0 and C1 controls, DEL, bidirectional and other format
 * characters, zero width, line separators, and unpaired surrogates.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u034f\u115f\u1160\u3164\uffa0]/gu;

/**
 * Makes foreign text safe to show in a line: invisible characters become `\u001b` escapes. JSON stays the same JSON.
 */
export function escapeControls(text: string): string {
  return text.replace(UNSEEN, escaped);
}

function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, unit) => character.charCodeAt(unit))
    .map((code) => `\\u${code.toString(16).padStart(4, '0')}`)
    .join('');
}
