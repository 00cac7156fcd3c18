import type { Descriptor } from '../vocabulary/vocabulary';

/** How a descriptor was recognized; an earlier way goes before a later one. */
export const WAYS = ['id', 'href', 'def'] as const;
export type Way = (typeof WAYS)[number];

/** What is asked for: an absolute id, and the definition that its own profile gives it, where that is known. */
export interface Meaning {
  readonly id: string;
  readonly def?: string;
}

/** Whether a descriptor is the one that is meant, inherits from it, or has an equal definition. */
export function means({ ids, def }: Descriptor, meaning: Meaning, way: Way): boolean {
  switch (way) {
    case 'id':
      return ids[0] === meaning.id;
    case 'href':
      return ids.includes(meaning.id);
    case 'def':
      return def !== undefined && (def === meaning.id || def === meaning.def);
  }
}

/** Those that have the meaning in the first way in which any has it. */
export function foremost<T>(all: readonly T[], meaning: Meaning, descriptorOf: (one: T) => Descriptor): readonly T[] {
  for (const way of WAYS) {
    const found = all.filter((one) => means(descriptorOf(one), meaning, way));
    if (found.length > 0) return found;
  }
  return [];
}
