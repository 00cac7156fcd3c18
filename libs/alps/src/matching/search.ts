import { everyField, type Field } from './field-tree';
import { means, type Meaning, WAYS } from './same-meaning';

/** Where the field for a term may be. */
export interface SearchScope {
  /** The field of the enclosing term, if that has one: what is below it goes before all others. */
  readonly near: Field | null;
  /** Every field that may be used: those of the message, or of the list whose items are matched. */
  readonly all: readonly Field[];
}

/**
 * The fields that mean what a term means: in the first way in which any does, and as near as any is.
 * More than one is ambiguous.
 */
export function search(meaning: Meaning, { near, all }: SearchScope): Field[] {
  const zones = [...(near ? [near.fields, [...everyField(near.fields)]] : []), all, [...everyField(all)]];
  for (const way of WAYS) {
    for (const zone of zones) {
      const found = zone.filter(({ descriptor }) => means(descriptor, meaning, way));
      if (found.length > 0) return found;
    }
  }
  return [];
}
