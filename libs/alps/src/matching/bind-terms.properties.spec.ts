import * as fc from 'fast-check';
import { isJsonObject, type JsonObject, setAt } from '#contract/pure';
import { DOES, formsWith, hotel, type Profile, TRAVEL, vocabularyOf } from '../testing/example-profiles';
import { toMessage, toTerms } from '../translation/translate';
import type { Translation } from '../translation/translation';
import { bindTerms } from './bind-terms';

/** One term of a vocabulary, as a service that never saw it may know it. */
interface Known {
  readonly how: 'reference' | 'href' | 'chain' | 'def' | 'def-of-id';
  readonly named: boolean;
  /** The terms of an object may stand beside each other in the service's message, or in another order. */
  readonly flat: boolean;
}

interface TermTree extends Known {
  readonly list: boolean;
  readonly terms: readonly TermTree[];
}

const known = {
  how: fc.constantFrom<Known['how']>('reference', 'href', 'chain', 'def', 'def-of-id'),
  named: fc.boolean(),
  flat: fc.boolean(),
};
const termTree = (levels: number): fc.Arbitrary<TermTree> =>
  fc.record({
    ...known,
    list: fc.boolean(),
    terms: levels === 0 ? fc.constant([]) : fc.array(termTree(levels - 1), { maxLength: 3 }),
  });
const terms = fc.array(termTree(2), { minLength: 1, maxLength: 4 });

/** Unique ids, as a document has them. */
const idOf = (path: readonly number[]): string => `t${path.join('-')}`;

function travelProfile(trees: readonly TermTree[]): Profile {
  const describe = (list: readonly TermTree[], path: readonly number[]): object[] =>
    list.map((tree, index) => {
      const place = [...path, index];
      return { id: idOf(place), def: `urn:def:${idOf(place)}`, descriptor: describe(tree.terms, place) };
    });
  return [{ id: 'doReserve', type: 'unsafe', descriptor: describe(trees, []) }];
}

/** The same terms under other ids and names, nested otherwise where there is no list around them. */
function hotelProfile(trees: readonly TermTree[]): Profile {
  const links: object[] = [];
  const describe = (list: readonly TermTree[], path: readonly number[]): object[] =>
    list.flatMap((tree, index) => {
      const place = [...path, index];
      const fields = describe(tree.terms, place);
      if (tree.flat && !tree.list && fields.length > 0) return fields;
      const id = `f${place.join('-')}`;
      const name = tree.named ? { name: `n${place.join('-')}` } : {};
      return [
        { ...identity(tree.how, idOf(place), id, links), ...name, ...(fields.length > 0 && { descriptor: fields }) },
      ];
    });
  const descriptor = describe(trees, []).reverse();
  return [{ id: 'book', href: DOES, descriptor }, ...links];
}

function identity(how: Known['how'], termId: string, id: string, links: object[]): object {
  const href = `${TRAVEL}#${termId}`;
  switch (how) {
    case 'reference':
      return { href };
    case 'href':
      return { id, href };
    case 'chain':
      links.push({ id: `${id}-a`, href: `#${id}-b` }, { id: `${id}-b`, href });
      return { id, href: `#${id}-a` };
    case 'def':
      return { id, def: `urn:def:${termId}` };
    case 'def-of-id':
      return { id, def: href };
  }
}

function inputOf(trees: readonly TermTree[], path: readonly number[] = []): JsonObject {
  return Object.fromEntries(
    trees.map((tree, index) => {
      const place = [...path, index];
      const value = tree.terms.length > 0 ? inputOf(tree.terms, place) : `value of ${idOf(place)}`;
      return [idOf(place), tree.list ? [value, value] : value];
    }),
  );
}

const wantedOf = (travel: Profile) => ({ does: DOES, vocabulary: vocabularyOf({ [TRAVEL]: travel }) });

/** How an input in the job's terms becomes a message of the service that names them otherwise. */
function translationOf(trees: readonly TermTree[], input: JsonObject): Translation {
  const travel = travelProfile(trees);
  const binding = bindTerms(wantedOf(travel), hotel(hotelProfile(trees), travel), input);
  if (!('translation' in binding)) throw new Error(binding.unmatched);
  return binding.translation;
}

describe('translation', () => {
  it('there and back is the identity, however a service renames and nests', () => {
    fc.assert(
      fc.property(terms, (trees) => {
        const input = inputOf(trees);
        const translation = translationOf(trees, input);
        const message = toMessage(translation, input);
        expect(toTerms(translation, message.payload)).toEqual(input);
        expect(toTerms(translation, { result: message.payload })).toEqual({ result: input });
      }),
    );
  });

  it('sends every value once, and under no name that the service does not have', () => {
    fc.assert(
      fc.property(terms, (trees) => {
        const input = inputOf(trees);
        const translation = translationOf(trees, input);
        const { payload } = toMessage(translation, input);
        expect(leavesOf(payload).sort()).toEqual(leavesOf(input).sort());
      }),
    );
  });
});

function leavesOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(leavesOf);
  return isJsonObject(value) ? Object.values(value).flatMap(leavesOf) : [String(value)];
}

describe('a service is a candidate', () => {
  const field = fc.record({
    used: fc.boolean(),
    required: fc.boolean(),
    fields: fc.array(fc.constantFrom<'href' | 'def'>('href', 'def'), { maxLength: 2 }),
  });

  it('if, and only if, a complete and unambiguous mapping exists', () => {
    fc.assert(
      fc.property(fc.array(field, { minLength: 1, maxLength: 6 }), (fields) => {
        const travel = [
          { id: 'doReserve', type: 'unsafe', descriptor: fields.map((_, i) => ({ id: `t${i}`, def: `urn:${i}` })) },
        ];
        const own = fields.flatMap(({ fields: ways }, i) =>
          ways.map((way, n) => ({
            id: `f${i}${n}`,
            ...(way === 'href' ? { href: `${TRAVEL}#t${i}` } : { def: `urn:${i}` }),
          })),
        );
        const required = fields.flatMap(({ required, fields: ways }, i) =>
          required && ways.length > 0 ? [`f${i}0`] : [],
        );
        const profile = [{ id: 'book', href: DOES, descriptor: [{ id: 'own' }, ...own] }];
        const input = fields.reduce<JsonObject>(
          (all, { used }, i) => (used ? (setAt(all, [`t${i}`], i) as JsonObject) : all),
          {},
        );

        // One way goes before the other: of a field of each, one counts.
        const isClear = fields.every(
          ({ used, fields: [way, another] }) => !used || (way !== undefined && way !== another),
        );
        const target = (i: number) => `f${i}${Math.max(0, fields[i]!.fields.indexOf('href'))}`;
        const given = new Set(fields.flatMap(({ used }, i) => (used ? [target(i)] : [])));
        const isComplete = required.every((name) => given.has(name));

        const binding = bindTerms(wantedOf(travel), hotel(profile, travel, formsWith('book', required)), input);
        expect('translation' in binding).toBe(isClear && isComplete);
      }),
    );
  });
});
