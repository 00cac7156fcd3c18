import { type JsonString, readJsonString } from './read-string';

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** Bytes that are parsed in 5 ms, whatever they contain. */
const PART_BYTES = 32 * 1024;

const BLANK = /^[ \t\n\r]*$/;
/** Stands for an item that is not complete: no text before it makes another value of it. */
const PLACEHOLDER = '""';

type List = unknown[];
type Members = Record<string, unknown>;

/** An array or object whose end has not been read. */
interface Open {
  readonly isList: boolean;
  readonly bracket: number;
  /** What is parsed of it; null while it may still be parsed with what it is in. */
  value: List | Members | null;
  /** Where the text begins that is not parsed. */
  from: number;
  /** Whether an item ended at `from`: only a comma or the closing bracket may follow. */
  isAfterItem: boolean;
  /** Where the name of the last member begins and ends. */
  name: readonly [number, number];
}

/**
 * The value of a JSON text, as JSON.parse returns it. JSON.parse cannot be interrupted, and takes a tenth of a second for
 * a megabyte of objects of one member, each of another name. If a member comes twice, either may remain.
 * @throws SyntaxError
 */
export function* parseInParts(json: Uint8Array, partBytes = PART_BYTES): Generator<void, unknown> {
  if (json.length <= partBytes) return JSON.parse(textOf(json).toString('utf8')) as unknown;
  const parts = new Parts(json, partBytes);
  while (parts.advance()) yield;
  return parts.value;
}

class Parts {
  value: unknown;
  private readonly text: Buffer;
  private readonly open: Open[] = [];
  private readonly last: JsonString = { quote: 0, end: 0, escaped: false, unusable: false };
  private at = 0;
  /** Where the text begins that is in no part yet; 0 while the whole text may be one. */
  private covered = 0;
  /** Where the outermost value ended. */
  private end = 0;

  constructor(
    private readonly json: Uint8Array,
    private readonly partBytes: number,
  ) {
    this.text = textOf(json);
  }

  /** Parses the next part; returns whether there is more. */
  advance(): boolean {
    const { json } = this;
    while (this.at < json.length) {
      const isPart = this.read(json[this.at]!);
      this.at++;
      if (isPart) return true;
    }
    if (this.covered === 0) this.value = this.parse('', 0, json.length, '');
    else if (this.end === 0 || !this.isBlank(this.end, json.length)) throw this.broken();
    return false;
  }

  /** Returns whether a part ends here. */
  private read(byte: number): boolean {
    const { at, open, last } = this;
    const inner = open.at(-1);
    switch (byte) {
      case QUOTE:
        readJsonString(this.json, at, last);
        this.at = last.end;
        return false;
      case COLON:
        if (inner) inner.name = [last.quote, last.end + 1];
        return false;
      case COMMA:
        return inner !== undefined && this.endItem(inner);
      case OPEN_LIST:
      case OPEN_OBJECT:
        open.push(opened(byte === OPEN_LIST, at));
        return false;
      case CLOSE_LIST:
      case CLOSE_OBJECT:
        open.pop();
        return inner !== undefined && this.close(inner, byte === CLOSE_LIST);
      default:
        return false;
    }
  }

  private endItem(inner: Open): boolean {
    const isPart = this.at - this.covered > this.partBytes;
    if (isPart) this.begin();
    if (!isPart && !inner.isAfterItem) return false;
    this.take(inner);
    inner.from = this.at + 1;
    inner.isAfterItem = false;
    return isPart;
  }

  private close(ended: Open, isList: boolean): boolean {
    if (ended.value === null) return false;
    if (ended.isList !== isList) throw this.broken();
    this.take(ended);
    const outer = this.open.at(-1);
    if (outer) {
      if (Array.isArray(outer.value)) outer.value.push(ended.value);
      else outer.value![this.nameOf(outer)] = ended.value;
      outer.from = this.covered;
      outer.isAfterItem = true;
    } else {
      if (this.end > 0 || !this.isBlank(0, ended.bracket)) throw this.broken();
      this.value = ended.value;
      this.end = this.covered;
    }
    return true;
  }

  /** From here on all that is open is parsed in parts. The first of each is what came before the item that is open. */
  private begin(): void {
    for (const [depth, outer] of this.open.entries()) {
      outer.value ??= outer.isList ? [] : {};
      const inner = this.open[depth + 1];
      if (inner?.value !== null) continue;
      if (outer.isAfterItem) throw this.broken();
      this.append(outer, inner.bracket, PLACEHOLDER);
      if (Array.isArray(outer.value)) outer.value.pop();
      else delete outer.value[this.nameOf(outer)];
    }
  }

  /** Parses what comes before this comma or bracket. */
  private take(into: Open): void {
    if (!into.isAfterItem) this.append(into, this.at, '');
    else if (!this.isBlank(into.from, this.at)) throw this.broken();
    this.covered = this.at + 1;
  }

  /** An item that is missing is none: there is one before each comma, and before a bracket that follows a comma. */
  private append({ isList, value, from }: Open, to: number, last: string): void {
    const part = isList ? this.parse('[', from, to, `${last}]`) : this.parse('{', from, to, `${last}}`);
    if (Array.isArray(value)) {
      const items = part as List;
      if (items.length === 0) throw this.broken();
      for (const item of items) value.push(item);
    } else {
      if (this.isBlank(from, to)) throw this.broken();
      Object.assign(value!, part);
    }
  }

  private nameOf({ name: [from, to] }: Open): string {
    return this.parse('', from, to, '') as string;
  }

  private parse(before: string, from: number, to: number, after: string): unknown {
    return JSON.parse(before + this.text.toString('utf8', from, to) + after);
  }

  private isBlank(from: number, to: number): boolean {
    return BLANK.test(this.text.toString('latin1', from, to));
  }

  private broken(): SyntaxError {
    return new SyntaxError(`Unexpected text before byte ${this.at}`);
  }
}

function opened(isList: boolean, bracket: number): Open {
  return { isList, bracket, value: null, from: bracket + 1, isAfterItem: false, name: [0, 0] };
}

function textOf(json: Uint8Array): Buffer {
  return Buffer.from(json.buffer, json.byteOffset, json.length);
}
