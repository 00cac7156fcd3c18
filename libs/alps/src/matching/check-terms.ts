import { isJsonObject, type JsonObject } from '#contract/pure';
import type { Vocabulary } from '../vocabulary/vocabulary';
import { descriptorOf, type Field } from './field-tree';
import { isObjectOfTerms } from './match-input';
import { Terms } from './terms';

/** A term that a profile does not know, by its path in an input. */
export interface UnknownTerm {
  readonly path: readonly (string | number)[];
  /** The terms that stand there. */
  readonly expected: readonly string[];
}

/** Whether a profile has this transition. */
export function hasTransition(vocabulary: Vocabulary, does: string): boolean {
  const type = descriptorOf(vocabulary, does)?.type;
  return type !== undefined && type !== 'semantic';
}

/**
 * The terms of an input that the profile of its transition does not have, whatever services say.
 * @throws TooManyFields
 */
export function unknownTerms(vocabulary: Vocabulary, does: string, input: JsonObject): UnknownTerm[] {
  const terms = new Terms(vocabulary.address, vocabulary, does);
  const search = (value: unknown, path: UnknownTerm['path'], parent: Field | null): UnknownTerm[] => {
    if (Array.isArray(value)) return value.flatMap((item, index) => search(item, [...path, index], parent));
    if (!isJsonObject(value) || !isObjectOfTerms(value)) return [];
    return Object.entries(value).flatMap(([name, member]) => {
      const place = [...path, name];
      const term = terms.called(name, parent);
      if (!term) return [{ path: place, expected: terms.below(parent).map(({ descriptor }) => descriptor.key) }];
      return term.fields.length === 0 ? [] : search(member, place, term);
    });
  };
  return search(input, [], null);
}
