import { isHighSurrogate, isLowSurrogate } from './read-string';

const LETTERS: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
/** `\n` */
const LETTER_LENGTH = 2;
/** `\u000a` */
const UNIT_LENGTH = 6;
const NONE = -1;

/**
 * A JSON string without its escapes, both as Latin-1 characters of its UTF-8 bytes. Decoding every name with JSON.parse
 * and buffers would cost more than the rest of the inspection.
 */
export function unescapeJsonString(raw: string): string {
  let text = '';
  let from = 0;
  for (let at = raw.indexOf('\\'); at !== NONE; at = raw.indexOf('\\', from)) {
    text += raw.slice(from, at);
    const unit = unitAt(raw, at);
    const next = isHighSurrogate(unit) ? unitAt(raw, at + UNIT_LENGTH) : NONE;
    if (unit === NONE) {
      text += letter(raw[at + 1]);
      from = at + LETTER_LENGTH;
    } else if (isLowSurrogate(next)) {
      text += utf8(0x10000 + ((unit & 0x3ff) << 10) + (next & 0x3ff));
      from = at + 2 * UNIT_LENGTH;
    } else {
      text += utf8(unit);
      from = at + UNIT_LENGTH;
    }
  }
  return text + raw.slice(from);
}

function letter(after = ''): string {
  return LETTERS[after] ?? after;
}

/** The code unit of `\uXXXX`; NONE for anything else. */
function unitAt(raw: string, at: number): number {
  if (raw[at] !== '\\' || raw[at + 1] !== 'u') return NONE;
  const digits = raw.slice(at + 2, at + UNIT_LENGTH);
  const unit = Number(`0x${digits}`);
  return digits.length === 4 && unit >= 0 ? unit : NONE;
}

function utf8(code: number): string {
  const last = 0x80 | (code & 0x3f);
  if (code < 0x80) return String.fromCharCode(code);
  if (code < 0x800) return String.fromCharCode(0xc0 | (code >> 6), last);
  const middle = 0x80 | ((code >> 6) & 0x3f);
  if (code < 0x10000) return String.fromCharCode(0xe0 | (code >> 12), middle, last);
  return String.fromCharCode(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 0x3f), middle, last);
}
