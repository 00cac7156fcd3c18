const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const U = 0x75;
const NUL = 0x0000;

/** A string in a JSON text: where it ends, and what is in it. */
export interface JsonString {
  /** Its first quote. */
  quote: number;
  /** Its last one. */
  end: number;
  escaped: boolean;
  /** Whether it holds U+0000, or half of a surrogate pair. */
  unusable: boolean;
}

/** Reads the string whose first quote is at an offset into `string`. One that does not end ends with the text. */
export function readString(json: Uint8Array, quote: number, string: JsonString): void {
  string.quote = quote;
  string.escaped = false;
  string.unusable = false;
  let at = quote + 1;
  for (; at < json.length && json[at] !== QUOTE; at++) {
    if (json[at] !== BACKSLASH) continue;
    string.escaped = true;
    at++;
    if (json[at] !== U) continue;
    const unit = codeUnit(json, at + 1);
    if (isHigh(unit) && json[at + 5] === BACKSLASH && json[at + 6] === U && isLow(codeUnit(json, at + 7))) at += 10;
    else if (unit === NUL || isHigh(unit) || isLow(unit)) string.unusable = true;
  }
  string.end = at;
}

/** Of four hexadecimal digits; below zero where there are none. */
function codeUnit(json: Uint8Array, at: number): number {
  let unit = 0;
  for (let index = at; index < at + 4; index++) unit = unit * 16 + hexDigit(json[index] ?? 0);
  return unit;
}

/** So far below zero for anything else that no digits beside it make up for it. */
function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -0x10000;
}

export function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

export function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
