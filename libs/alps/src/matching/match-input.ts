import { isForbiddenMember, isJsonObject, type JsonObject } from '#contract/pure';
import type { Field } from './field-tree';
import { type Mapped, Unmatched } from '../translation/mapped';
import { search, type SearchScope } from './search';
import type { Terms } from './terms';

/**
 * Finds a field for every term of an input. Objects may be nested otherwise on the two sides; a list's items are
 * matched among the fields of its own items.
 * @throws Unmatched if a term has no field or more than one, or if two terms have the same
 */
export function matchInput(input: JsonObject, terms: Terms, fields: readonly Field[]): Mapped[] {
  const mapped = new InputMatcher(terms, 0).match(input, [], null, { near: null, all: fields });
  assertApart(mapped);
  return mapped;
}

class InputMatcher {
  constructor(
    private readonly terms: Terms,
    /** Of the list whose items are matched: their paths start there. */
    private readonly depth: number,
  ) {}

  match(value: JsonObject, path: readonly string[], parent: Field | null, scope: SearchScope): Mapped[] {
    return Object.entries(value).flatMap(([name, member]) => this.matchOne(name, member, path, parent, scope));
  }

  private matchOne(
    name: string,
    value: unknown,
    above: readonly string[],
    parent: Field | null,
    scope: SearchScope,
  ): Mapped[] {
    const path = [...above, name];
    if (isForbiddenMember(name)) throw new Unmatched(`${spell(path)} is no name for a term`);
    const term = this.terms.called(name, parent);
    const [field, another] = search(this.terms.meaning(name, term), scope);
    if (field && another) throw new Unmatched(`${spell(path)} may be ${spell(field.path)} or ${spell(another.path)}`);
    const members = membersOf(value);
    if (!field) {
      if (members) return this.match(members, path, term, scope);
      throw new Unmatched(`it has no field for ${spell(path)}`);
    }
    const one = { term: path, field: field.path.slice(this.depth) };
    if (field.fields.length === 0) return [one];
    if (members) return this.match(members, path, term, { ...scope, near: field });
    const items = itemsOf(value);
    if (!items) return [one];
    const inItems = new InputMatcher(this.terms, field.path.length);
    return [{ ...one, items: inItems.match(items, [], term, { near: null, all: field.fields }) }];
  }
}

/** The members of an object, unless it stands for something else or has none. */
function membersOf(value: unknown): JsonObject | null {
  return isJsonObject(value) && isObjectOfTerms(value) ? value : null;
}

/** Whether it has terms as its members: a directive stands for something else. */
export function isObjectOfTerms(value: JsonObject): boolean {
  const names = Object.keys(value);
  return names.length > 0 && !names.some((name) => name.startsWith('$'));
}

/** The members of all objects of a list. */
function itemsOf(value: unknown): JsonObject | null {
  if (!Array.isArray(value)) return null;
  const members = value.map(membersOf).filter((item) => item !== null);
  return members.length === 0 ? null : Object.fromEntries(members.flatMap((item) => Object.entries(item)));
}

/** Two values cannot be sent in one place. */
function assertApart(mapped: readonly Mapped[]): void {
  const taken = new Map<string, Mapped>();
  for (const one of mapped) {
    for (let length = 1; length <= one.field.length; length++) {
      const other = taken.get(JSON.stringify(one.field.slice(0, length)));
      if (other) throw new Unmatched(`${spell(other.term)} and ${spell(one.term)} are both ${spell(other.field)}`);
    }
    const key = JSON.stringify(one.field);
    const within = [...taken.values()].find(({ field }) => JSON.stringify(field.slice(0, one.field.length)) === key);
    if (within) throw new Unmatched(`${spell(within.term)} and ${spell(one.term)} are both ${spell(one.field)}`);
    taken.set(key, one);
    if (one.items) assertApart(one.items);
  }
}

function spell(path: readonly string[]): string {
  return `"${path.join('.')}"`;
}
