import { formatPointer, isJsonObject, type JsonObject, parsePointer, PointerError, setMember } from '#contract';

/** A member of an object or an index of an array, whether it exists or not. */
interface Place {
  parent: unknown[] | JsonObject;
  token: string;
}

const ARRAY_INDEX = /^(0|[1-9]\d{0,9})$/;

/**
 * A document that is changed in place, by JSON pointers. Every method throws a PointerError for a pointer that does not
 * resolve. A failed change may be half done: use a document that can be discarded.
 */
export class DocumentDraft {
  /** Undefined when the whole of it was removed. */
  document: unknown;

  constructor(document: unknown) {
    this.document = document;
  }

  read(pointer: string): unknown {
    const value = valueAt(this.find(pointer));
    if (value === undefined) throw new PointerError(`There is nothing at "${pointer}"`);
    return value;
  }

  /** Replaces or appends; missing parents are created: arrays where `-` appends, else objects. */
  put(pointer: string, value: unknown): void {
    put(this.find(pointer, { makeParents: true }), value);
  }

  /** Replaces a member, inserts into an array, or appends; the parent must exist. */
  insert(pointer: string, value: unknown): void {
    const place = this.find(pointer);
    if (Array.isArray(place.parent)) place.parent.splice(indexToInsertAt(place), 0, value);
    else put(place, value);
  }

  /** Removes a value and returns it. */
  remove(pointer: string): unknown {
    const value = this.read(pointer);
    const { parent, token } = this.find(pointer);
    if (Array.isArray(parent)) parent.splice(Number(token), 1);
    else delete parent[token];
    return value;
  }

  private find(pointer: string, { makeParents = false } = {}): Place {
    const tokens = parsePointer(pointer);
    // The draft itself contains the document, so that the root is a place like any other.
    let place: Place = { parent: this as unknown as JsonObject, token: 'document' };
    for (const [depth, token] of tokens.entries()) {
      if (makeParents && valueAt(place) === undefined) place = put(place, token === '-' ? [] : {});
      const parent = valueAt(place);
      if (!Array.isArray(parent) && !isJsonObject(parent)) {
        const where = formatPointer(tokens.slice(0, depth));
        const there = parent === undefined ? 'nothing' : 'a scalar';
        throw new PointerError(`There is ${there} at "${where}", so it has no member "${token}"`);
      }
      place = { parent, token };
    }
    return place;
  }
}

function valueAt({ parent, token }: Place): unknown {
  if (Array.isArray(parent)) return ARRAY_INDEX.test(token) ? parent[Number(token)] : undefined;
  return Object.hasOwn(parent, token) ? parent[token] : undefined;
}

/** Returns where the value is now: `-` does not resolve. */
function put({ parent, token }: Place, value: unknown): Place {
  if (!Array.isArray(parent)) {
    setMember(parent, token, value);
    return { parent, token };
  }
  const index = indexToInsertAt({ parent, token });
  parent[index] = value;
  return { parent, token: String(index) };
}

/** At most the array's length, which is also what `-` means. */
function indexToInsertAt({ parent, token }: Place): number {
  const { length } = parent as unknown[];
  const index = token === '-' ? length : ARRAY_INDEX.test(token) ? Number(token) : Infinity;
  if (index > length) throw new PointerError(`"${token}" is not a place in an array of ${length}`);
  return index;
}
