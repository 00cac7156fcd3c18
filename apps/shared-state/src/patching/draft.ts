import { formatPointer, isJsonObject, type JsonObject, parsePointer, PointerError, setMember } from '#contract';

/** A member of an object or an index of an array, whether something stands there or not. */
interface Place {
  parent: unknown[] | JsonObject;
  token: string;
}

const ARRAY_INDEX = /^(0|[1-9]\d{0,9})$/;

/**
 * A document being changed in place, by JSON pointers. Every method throws a PointerError where a pointer leads nowhere.
 * A change that fails may be half done: give a draft a document you can throw away.
 */
export class Draft {
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

  /** Replaces what is there, or appends; parents that are missing are made: arrays where `-` appends, else objects. */
  put(pointer: string, value: unknown): void {
    put(this.find(pointer, { makeParents: true }), value);
  }

  /** Replaces a member, shifts the items of an array, or appends; the parent must be there. */
  insert(pointer: string, value: unknown): void {
    const place = this.find(pointer);
    if (Array.isArray(place.parent)) place.parent.splice(indexToInsertAt(place), 0, value);
    else put(place, value);
  }

  /** Takes a value out. */
  remove(pointer: string): unknown {
    const value = this.read(pointer);
    const { parent, token } = this.find(pointer);
    if (Array.isArray(parent)) parent.splice(Number(token), 1);
    else delete parent[token];
    return value;
  }

  private find(pointer: string, { makeParents = false } = {}): Place {
    const tokens = parsePointer(pointer);
    // The draft itself holds the document, so that the whole of it is a place like any other.
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

/** Answers with where the value is now: `-` is no place to find it at. */
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
