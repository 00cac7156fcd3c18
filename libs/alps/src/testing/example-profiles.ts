import { readForms, type ReadForms } from '#contract/pure';
import type { AlpsDocument } from '../document/alps-document';
import { readDocument } from '../document/read-document';
import { vocabularyDigest } from '../vocabulary/digest';
import { resolveVocabulary } from '../vocabulary/resolve-vocabulary';
import type { Vocabulary } from '../vocabulary/vocabulary';
import type { Offered } from '../matching/bind-terms';

export const TRAVEL = 'https://travel.example/alps';
export const HOTEL = 'https://hotel.example/alps';
export const DOES = `${TRAVEL}#doReserve`;

export type Profile = readonly object[];

/** Resolves the first of these profiles; it may refer to the others. */
export function vocabularyOf(profiles: Readonly<Record<string, Profile>>): Vocabulary {
  const documents = Object.entries(profiles).map(([address, descriptor]): [string, AlpsDocument] => [
    address,
    readDocument(Buffer.from(JSON.stringify({ alps: { descriptor } })), address).document,
  ]);
  return resolveVocabulary(documents[0]![1], new Map(documents)).vocabulary;
}

export function formsWith(command: string, requiredFields: readonly string[] = []): ReadForms {
  return readForms({ resource: 'room', affordances: [{ command, requiredFields }] }, 'http://hotel.example');
}

/** A hotel with a profile of its own, which may refer to that of travel. */
export function hotel(profile: Profile, travel: Profile, forms = formsWith('book')): Offered {
  const vocabulary = vocabularyOf({ [HOTEL]: profile, [TRAVEL]: travel });
  return { vocabulary, digest: vocabularyDigest(vocabulary), forms };
}
