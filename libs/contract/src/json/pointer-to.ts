import { formatPointer } from '../pure/pointer';
import { type JsonString, readJsonString } from './read-string';

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** The index in a list; in an object, the position of the member's name. */
type Place = number | { quote: number; end: number };

/** The pointer (RFC 6901) of the value that begins at or contains a byte of a JSON text. */
export function pointerTo(json: Uint8Array, offset: number): string {
  const path: Place[] = [];
  const string: JsonString = { quote: 0, end: 0, escaped: false, unusable: false };
  for (let at = 0; at < offset; at++) {
    switch (json[at]) {
      case QUOTE:
        readJsonString(json, at, string);
        at = string.end;
        break;
      case OPEN_LIST:
        path.push(0);
        break;
      case OPEN_OBJECT:
        path.push({ quote: 0, end: 0 });
        break;
      case CLOSE_LIST:
      case CLOSE_OBJECT:
        path.pop();
        break;
      case COMMA:
        next(path);
        break;
      case COLON:
        name(path, string);
        break;
      default:
    }
  }
  return formatPointer(path.map((place) => (typeof place === 'number' ? place : nameOf(json, place))));
}

function next(path: Place[]): void {
  const last = path.at(-1);
  if (typeof last === 'number') path[path.length - 1] = last + 1;
}

function name(path: Place[], { quote, end }: JsonString): void {
  const last = path.at(-1);
  if (typeof last === 'object') Object.assign(last, { quote, end });
}

function nameOf(json: Uint8Array, { quote, end }: { quote: number; end: number }): string {
  const text = Buffer.from(json.subarray(quote, end + 1)).toString('utf8');
  try {
    return String(JSON.parse(text));
  } catch {
    return text.slice(1, -1);
  }
}
