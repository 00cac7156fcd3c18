import type { Descriptor, Vocabulary } from '../vocabulary/vocabulary';
import { descriptorOf } from './field-tree';
import { foremost, type Meaning } from './same-meaning';

export interface FoundTransition {
  readonly reference: string;
  readonly descriptor: Descriptor;
}

/** The transitions of a profile that are the one that is asked for: more than one is ambiguous. */
export function findTransitions(profile: Vocabulary, meaning: Meaning): readonly FoundTransition[] {
  const transitions = profile.transitions.flatMap((reference) => {
    const descriptor = descriptorOf(profile, reference);
    return descriptor ? [{ reference, descriptor }] : [];
  });
  return foremost(transitions, meaning, ({ descriptor }) => descriptor);
}

/** What is asked for by an absolute id, with the definition that a profile which knows the descriptor gives it. */
export function meaningOf(id: string, wanted: Vocabulary | undefined): Meaning {
  const def = wanted && descriptorOf(wanted, id)?.def;
  return { id, ...(def !== undefined && { def }) };
}
