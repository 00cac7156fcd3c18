import { isForbiddenMember } from '#contract/pure';
import { definingDocument } from '../document/address';
import type { Vocabulary } from '../vocabulary/vocabulary';
import { everyField, type Field } from './field-tree';
import type { Mapped } from '../translation/mapped';
import { search, type SearchScope } from './search';

/** Fields of a response that mean a term; a term without exactly one field is left as the service calls it. */
export function matchResponse(terms: readonly Field[], fields: readonly Field[]): Mapped[] {
  return matchBelow(terms, { near: null, all: fields }, { term: 0, field: 0 });
}

/** The same where nothing is known of the job's profile: a field's term is the id that it has in that profile. */
export function matchByIds(address: string, fields: readonly Field[]): Mapped[] {
  return [...everyField(fields)].flatMap(({ path, descriptor: { ids, def } }): Mapped[] => {
    const id = [...ids, def ?? ''].find((known) => known.includes('#') && definingDocument(known) === address);
    const term = id?.slice(address.length + 1);
    return term === undefined || isForbiddenMember(term) ? [] : [{ term: [term], field: path }];
  });
}

/** How many leading members of paths belong to what encloses the items. */
interface Depths {
  readonly term: number;
  readonly field: number;
}

function matchBelow(terms: readonly Field[], scope: SearchScope, depths: Depths): Mapped[] {
  return terms.flatMap((term): Mapped[] => {
    const { ids, def } = term.descriptor;
    const found = search({ id: ids[0]!, ...(def !== undefined && { def }) }, scope);
    const [field] = found;
    if (!field || found.length > 1) return matchBelow(term.fields, scope, depths);
    const one = { term: term.path.slice(depths.term), field: field.path.slice(depths.field) };
    if (term.fields.length === 0 || field.fields.length === 0) return [one];
    const within = { term: term.path.length, field: field.path.length };
    const items = matchBelow(term.fields, { near: null, all: field.fields }, within);
    return [{ ...one, items }, ...outside(term, field, items, scope, depths)];
  });
}

/** Terms of an object whose fields stand elsewhere in the service's message. */
function outside(
  term: Field,
  { fields }: Field,
  items: readonly Mapped[],
  { all }: SearchScope,
  depths: Depths,
): readonly Mapped[] {
  const inside = new Set([...everyField(fields)]);
  const matched = new Set(items.map((item) => item.term[0]));
  const left = term.fields.filter(({ descriptor }) => !matched.has(descriptor.key));
  return matchBelow(left, { near: null, all: all.filter((field) => !inside.has(field)) }, depths);
}

/** What a transition returns; where its profile does not say, what it takes. */
export function returnedBy({ descriptors }: Vocabulary, reference: string): string {
  return descriptors[reference]?.returns ?? reference;
}
