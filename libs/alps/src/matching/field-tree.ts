import { isForbiddenMember } from '#contract/pure';
import type { Descriptor, Vocabulary } from '../vocabulary/vocabulary';

/** A field of a message, at one place in it. */
export interface Field {
  /** Members from the top of the message. */
  readonly path: readonly string[];
  readonly descriptor: Descriptor;
  readonly fields: readonly Field[];
}

/** Places in one message: more, and a profile is one in which nothing is found. */
const MOST_FIELDS = 1_000;

export class TooManyFields extends Error {
  override readonly name = 'TooManyFields';

  constructor() {
    super(`its profile describes messages of more than ${MOST_FIELDS} fields`);
  }
}

/**
 * The fields of a message as a tree. A descriptor that has itself among its fields is not repeated below itself.
 * @throws TooManyFields
 */
export function fieldTree(vocabulary: Vocabulary, reference: string): Field[] {
  let count = 0;
  const above = new Set<string>();
  const below = (parent: string, path: readonly string[]): Field[] => {
    above.add(parent);
    const fields = descriptorOf(vocabulary, parent)?.fields ?? [];
    const found = fields.flatMap((field): Field[] => {
      const descriptor = descriptorOf(vocabulary, field);
      if (!descriptor || above.has(field) || isForbiddenMember(descriptor.key)) return [];
      if (++count > MOST_FIELDS) throw new TooManyFields();
      const place = [...path, descriptor.key];
      return [{ path: place, descriptor, fields: below(field, place) }];
    });
    above.delete(parent);
    return found;
  };
  return below(reference, []);
}

export function descriptorOf({ descriptors }: Vocabulary, reference: string): Descriptor | undefined {
  return Object.hasOwn(descriptors, reference) ? descriptors[reference] : undefined;
}

export function* everyField(fields: readonly Field[]): Generator<Field> {
  for (const field of fields) {
    yield field;
    yield* everyField(field.fields);
  }
}
