/**
 * Bytes of a value's JSON text in UTF-8, without building that text. Stops counting beyond `atMost`: a result above
 * `atMost` is a lower bound.
 */
export function jsonSize(value: unknown, atMost = Infinity): number {
  if (typeof value === 'string') return textSize(value, atMost);
  if (value === undefined) return 0;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value).length;
  let size = 2;
  if (Array.isArray(value)) {
    for (const item of value as unknown[]) {
      size += Math.max(jsonSize(item, atMost - size), 1) + 1;
      if (size > atMost) return size;
    }
    return size;
  }
  for (const member in value) {
    const item = (value as Record<string, unknown>)[member];
    if (item === undefined) continue;
    size += textSize(member, atMost - size) + jsonSize(item, atMost - size) + 2;
    if (size > atMost) return size;
  }
  return size;
}

function textSize(text: string, atMost: number): number {
  if (text.length > atMost) return text.length;
  let size = text.length + 2;
  for (let index = 0; index < text.length; index++) size += extraBytes(text, index);
  return size;
}

/** Bytes that each ASCII character takes beyond one, escapes included. */
const ESCAPES = Uint8Array.from({ length: 0x80 }, (_, unit) => JSON.stringify(String.fromCharCode(unit)).length - 3);

/** Bytes that the UTF-16 code unit at `index` takes beyond one. */
function extraBytes(text: string, index: number): number {
  const unit = text.charCodeAt(index);
  if (unit < 0x80) return ESCAPES[unit]!;
  if (unit < 0x800) return 1;
  if (unit < 0xd800 || unit > 0xdfff) return 2;
  return isPaired(text, index, unit) ? 1 : 5;
}

/** An unpaired surrogate is written as \uXXXX. */
function isPaired(text: string, index: number, unit: number): boolean {
  if (unit < 0xdc00) return (text.charCodeAt(index + 1) & 0xfc00) === 0xdc00;
  return (text.charCodeAt(index - 1) & 0xfc00) === 0xd800;
}
