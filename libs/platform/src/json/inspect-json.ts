import { isForbiddenMember } from '#contract/pure';
import { MAX_JSON_DEPTH } from './json-depth';
import { pointerTo } from './pointer-to';

const QUOTE = 0x22;
const COMMA = 0x2c;
const MINUS = 0x2d;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

const IN_NUMBERS: ReadonlySet<number> = new Set(Buffer.from('+-.eE'));

/** How many values one JSON text may hold: a megabyte of `[[],[],…` would grow to a hundred. */
export const MAX_JSON_NODES = 250_000;
/** Every integer of fewer digits is exact as a double. */
const EXACT_DIGITS = 15;
/** The lengths of `__proto__`, `prototype` and `constructor`. */
const SHORTEST_FORBIDDEN = 9;
const LONGEST_FORBIDDEN = 11;

export interface JsonFault {
  readonly kind: 'too-deep' | 'too-many' | 'forbidden-member' | 'inexact-number';
  /** RFC 6901. */
  readonly pointer: string;
  readonly message: string;
}

/**
 * What stands in a JSON text that this platform does not take, the first of it: looks at the bytes, once, so that
 * nothing harmful is ever built. Says nothing about whether it is JSON.
 */
export function inspectJson(json: Uint8Array): JsonFault | null {
  return new Inspection(json).run();
}

class Inspection {
  private at = 0;
  private depth = 0;
  private nodes = 1;
  /** The string that was read last: at a colon, the name of a member. */
  private start = 0;
  private end = 0;
  private escaped = false;

  constructor(private readonly json: Uint8Array) {}

  run(): JsonFault | null {
    const { json } = this;
    for (; this.at < json.length; this.at++) {
      const byte = json[this.at]!;
      if (byte === QUOTE) this.readString();
      else if (byte === COLON || byte === COMMA || byte >= OPEN_LIST) {
        const fault = this.inspectStructure(byte);
        if (fault) return fault;
      } else if (byte === MINUS || isDigit(byte)) {
        const fault = this.inspectNumber();
        if (fault) return fault;
      }
    }
    return null;
  }

  private readString(): void {
    const { json } = this;
    let at = this.at + 1;
    this.start = at;
    this.escaped = false;
    for (; at < json.length && json[at] !== QUOTE; at++) {
      if (json[at] !== BACKSLASH) continue;
      this.escaped = true;
      at++;
    }
    this.end = this.at = at;
  }

  private inspectStructure(byte: number): JsonFault | null {
    switch (byte) {
      case COLON:
        return this.inspectName();
      case COMMA:
        return ++this.nodes > MAX_JSON_NODES ? this.tooMany() : null;
      case OPEN_OBJECT:
      case OPEN_LIST:
        if (++this.nodes > MAX_JSON_NODES) return this.tooMany();
        return ++this.depth > MAX_JSON_DEPTH
          ? this.fault('too-deep', this.at, `JSON may nest ${MAX_JSON_DEPTH} levels deep`)
          : null;
      case CLOSE_OBJECT:
      case CLOSE_LIST:
        this.depth--;
    }
    return null;
  }

  private inspectName(): JsonFault | null {
    const { json, start, end, escaped } = this;
    const length = end - start;
    if (!escaped && (length < SHORTEST_FORBIDDEN || length > LONGEST_FORBIDDEN)) return null;
    const name = textOf(json, start, end, escaped);
    if (!isForbiddenMember(name)) return null;
    return this.fault('forbidden-member', this.at + 1, `"${name}" may be no member's name`);
  }

  private inspectNumber(): JsonFault | null {
    const start = this.at;
    const end = endOfNumber(this.json, start);
    this.at = end - 1;
    if (end - start <= EXACT_DIGITS || !isInexact(this.json, start, end)) return null;
    return this.fault('inexact-number', start, 'the number would lose digits; send it as a string');
  }

  private tooMany(): JsonFault {
    return this.fault('too-many', this.at, `JSON may hold ${MAX_JSON_NODES} values`);
  }

  private fault(kind: JsonFault['kind'], at: number, message: string): JsonFault {
    return { kind, pointer: pointerTo(this.json, at), message };
  }
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

/** Digits, and whatever else a number may have: `+ - . E e`. */
function endOfNumber(json: Uint8Array, start: number): number {
  let at = start + 1;
  while (at < json.length && (isDigit(json[at]!) || IN_NUMBERS.has(json[at]!))) at++;
  return at;
}

/** Whether an integer would come out with other digits than it went in, or a number not at all. */
function isInexact(json: Uint8Array, start: number, end: number): boolean {
  const text = Buffer.from(json.buffer, json.byteOffset + start, end - start).toString('latin1');
  const value = Number(text);
  if (Number.isNaN(value)) return false;
  if (!Number.isFinite(value)) return true;
  return /^-?\d+$/.test(text) && String(value) !== text && BigInt(text) !== BigInt(value);
}

function textOf(json: Uint8Array, start: number, end: number, escaped: boolean): string {
  const text = Buffer.from(json.buffer, json.byteOffset + start, end - start).toString('utf8');
  try {
    return escaped ? String(JSON.parse(`"${text}"`)) : text;
  } catch {
    return text;
  }
}
