const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const U = 0x75;
const NUL = 0x0000;

/** A string in a JSON text: its extent and its content. */
export interface JsonString {
  /** Position of the opening quote. */
  quote: number;
  /** Position of the closing quote. */
  end: number;
  escaped: boolean;
  /** Whether it contains U+0000 or an unpaired surrogate. */
  unusable: boolean;
}

/** Reads the string whose opening quote is at an offset into `string`. An unterminated one ends with the text. */
export function readJsonString(json: Uint8Array, quote: number, string: JsonString): void {
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
    if (
      isHighSurrogate(unit) &&
      json[at + 5] === BACKSLASH &&
      json[at + 6] === U &&
      isLowSurrogate(codeUnit(json, at + 7))
    )
      at += 10;
    else if (unit === NUL || isHighSurrogate(unit) || isLowSurrogate(unit)) string.unusable = true;
  }
  string.end = at;
}

/** The value of four hexadecimal digits; negative if they are not. */
function codeUnit(json: Uint8Array, at: number): number {
  let unit = 0;
  for (let index = at; index < at + 4; index++) unit = unit * 16 + hexDigit(json[index] ?? 0);
  return unit;
}

/** So negative that no valid digits beside it can make the sum positive. */
function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -0x10000;
}

export function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

export function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
