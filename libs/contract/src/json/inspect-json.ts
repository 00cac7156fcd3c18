import { isUtf8 } from 'node:buffer';
import { isForbiddenMember } from '../pure/pointer';
import { MAX_JSON_DEPTH } from '../pure/json-depth';
import { isNumberKept } from './number-kept';
import { pointerTo } from './pointer-to';
import { type JsonString, readJsonString } from './read-string';
import { unescapeJsonString } from './unescape';

const QUOTE = 0x22;
const COMMA = 0x2c;
const MINUS = 0x2d;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const SPACE = 0x20;

const IN_NUMBERS: ReadonlySet<number> = new Set(Buffer.from('+-.eE'));

/** The most values of one JSON text: a megabyte of `[[],[],…` would grow to a hundred in memory. */
export const MAX_JSON_NODES = 250_000;

/** Bytes that are inspected in 10 ms, whatever they contain. */
const PART_BYTES = 128 * 1024;

/** `9e99`: any number of up to four characters is kept. */
const SHORT_NUMBER = 4;

export interface JsonFault {
  readonly kind:
    | 'too-deep'
    | 'too-many'
    | 'forbidden-member'
    | 'duplicate-member'
    | 'inexact-number'
    | 'not-utf-8'
    | 'unusable-character';
  /** RFC 6901. */
  readonly pointer: string;
  readonly message: string;
}

export interface InspectOptions {
  /** Whether strings may contain U+0000 and unpaired surrogates, which PostgreSQL cannot store. Default: no. */
  readonly anyCharacter?: boolean;
}

/**
 * Finds the first thing in a JSON text that the platform does not accept (RFC 7493, I-JSON), in parts. One pass over the
 * bytes, before parsing: nothing harmful is built and no value changes. Does not check that the text is valid JSON.
 */
export function* inspectJson(json: Uint8Array, options: InspectOptions = {}): Generator<void, JsonFault | null> {
  if (!isUtf8(json)) return notUtf8(json);
  const inspection = new Inspection(json, options);
  for (let end = PART_BYTES; end - PART_BYTES < json.length; end += PART_BYTES) {
    const fault = inspection.advance(Math.min(end, json.length));
    if (fault) return fault;
    if (end < json.length) yield;
  }
  return null;
}

class Inspection {
  private at = 0;
  private depth = 0;
  private nodes = 1;
  /** The string that was read last: at a colon, the name of a member. */
  private readonly last: JsonString = { quote: 0, end: 0, escaped: false, unusable: false };
  /** The names of the open object at each depth. */
  private readonly names: Set<string>[] = [];
  /** The bytes as Latin-1 characters: slices of a string cost next to nothing. */
  private readonly bytes: string;

  constructor(
    private readonly json: Uint8Array,
    private readonly options: InspectOptions,
  ) {
    this.bytes = Buffer.from(json.buffer, json.byteOffset, json.length).toString('latin1');
  }

  /** Advances to a position, or to the end of the token that began before it. */
  advance(end: number): JsonFault | null {
    const { json } = this;
    for (; this.at < end; this.at++) {
      const byte = json[this.at]!;
      if (byte === COLON || byte === COMMA || byte === QUOTE || byte >= OPEN_LIST) {
        const fault = this.inspectStructure(byte);
        if (fault) return fault;
      } else if (byte === MINUS || isDigit(byte)) {
        const fault = this.inspectNumber();
        if (fault) return fault;
      }
    }
    return null;
  }

  private inspectStructure(byte: number): JsonFault | null {
    switch (byte) {
      case QUOTE:
        return this.inspectString();
      case COLON:
        return this.inspectName();
      case COMMA:
        return ++this.nodes > MAX_JSON_NODES ? this.tooMany() : null;
      case OPEN_OBJECT:
      case OPEN_LIST:
        return this.open();
      case CLOSE_OBJECT:
      case CLOSE_LIST:
        this.depth--;
    }
    return null;
  }

  private open(): JsonFault | null {
    if (++this.nodes > MAX_JSON_NODES) return this.tooMany();
    if (++this.depth > MAX_JSON_DEPTH)
      return this.fault('too-deep', this.at, `JSON may nest ${MAX_JSON_DEPTH} levels deep`);
    this.names[this.depth]?.clear();
    return null;
  }

  private inspectString(): JsonFault | null {
    const { json, last } = this;
    readJsonString(json, this.at, last);
    this.at = last.end;
    if (!last.unusable || this.options.anyCharacter) return null;
    const next = afterSpace(json, last.end + 1);
    const place = json[next] === COLON ? next + 1 : last.quote;
    return this.fault('unusable-character', place, 'U+0000 and halves of surrogate pairs cannot be stored');
  }

  private inspectName(): JsonFault | null {
    const name = this.lastName();
    if (isForbiddenMember(name))
      return this.fault('forbidden-member', this.at + 1, `"${name}" may be no member's name`);
    const names = (this.names[this.depth] ??= new Set());
    const known = names.size;
    // Looked up once: this dominates texts with many members.
    return names.add(name).size > known
      ? null
      : this.fault('duplicate-member', this.at + 1, 'this member comes more than once');
  }

  private inspectNumber(): JsonFault | null {
    const start = this.at;
    const end = endOfNumber(this.json, start);
    this.at = end - 1;
    if (end - start <= SHORT_NUMBER || isNumberKept(this.bytes.slice(start, end))) return null;
    return this.fault('inexact-number', start, 'the number would lose digits; send it as a string');
  }

  /** Latin-1 like `bytes`; sufficient to compare names. */
  private lastName(): string {
    const { quote, end, escaped } = this.last;
    const raw = this.bytes.slice(quote + 1, end);
    return escaped ? unescapeJsonString(raw) : raw;
  }

  private tooMany(): JsonFault {
    return this.fault('too-many', this.at, `JSON may hold ${MAX_JSON_NODES} values`);
  }

  private fault(kind: JsonFault['kind'], at: number, message: string): JsonFault {
    return { kind, pointer: pointerTo(this.json, at), message };
  }
}

function notUtf8(json: Uint8Array): JsonFault {
  // Invalid UTF-8 decodes to U+FFFD and so encodes to other bytes.
  const mended = Buffer.from(Buffer.from(json).toString('utf8'));
  const at = json.findIndex((byte, index) => byte !== mended[index]);
  return { kind: 'not-utf-8', pointer: pointerTo(json, at), message: `byte ${at} is not UTF-8` };
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

/** Characters of a number other than digits: `+ - . E e`. */
function endOfNumber(json: Uint8Array, start: number): number {
  let at = start + 1;
  while (at < json.length && (isDigit(json[at]!) || IN_NUMBERS.has(json[at]!))) at++;
  return at;
}

function afterSpace(json: Uint8Array, start: number): number {
  let at = start;
  while (at < json.length && json[at]! <= SPACE) at++;
  return at;
}
