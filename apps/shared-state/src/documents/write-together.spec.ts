import fc from 'fast-check';
import type { Transaction } from 'kysely';
import { PlatformError } from '#contract';
import type { Change, DocumentTable } from './document-table';
import type { DocumentRow, StateSchema } from './schema';
import { apply, REMOVED, type Write } from './write';
import { type Outcome, writeTogether } from './write-together';

const TRX = {} as Transaction<StateSchema>;
const ANYBODY = { name: null, others: 'all' } as const;

/** A table in memory, to which somebody else writes just before each of our writes, for as long as they have something to say. */
class ModelTable implements DocumentTable {
  readonly rows = new Map<string, DocumentRow>();

  constructor(private readonly others: Write[] = []) {}

  read(_: unknown, id: string): Promise<DocumentRow | undefined> {
    return Promise.resolve(this.rows.get(id));
  }

  lock(_: unknown, ids: readonly string[]): Promise<DocumentRow[]> {
    // What is locked nobody else can write to any more; but they can still make what is not there.
    this.others.splice(0, this.others.length, ...this.others.filter(({ id }) => !this.rows.has(id)));
    return Promise.resolve(ids.flatMap((id) => this.rows.get(id) ?? []));
  }

  write(_: unknown, changes: readonly Change[]): Promise<ReadonlySet<string>> {
    const other = this.others.shift();
    if (other) this.put(other.id, resultOf(other, this.rows.get(other.id)));
    const current = changes.filter(({ id, before }) => this.rows.get(id)?.tag === before?.tag);
    for (const { id, after } of current) this.put(id, { row: after });
    return Promise.resolve(new Set(current.map(({ id }) => id)));
  }

  put(id: string, outcome: Outcome): void {
    if (!('row' in outcome)) return;
    if (outcome.row) this.rows.set(id, outcome.row);
    else this.rows.delete(id);
  }
}

function resultOf(write: Write, before: DocumentRow | undefined): Outcome {
  try {
    return { row: apply(write, before) };
  } catch (refusal) {
    return { refusal };
  }
}

const write: fc.Arbitrary<Write> = fc
  .record({
    id: fc.constantFrom('a', 'b', 'c'),
    idempotencyKey: fc.option(fc.constantFrom('k1', 'k2'), { nil: undefined, freq: 3 }),
    kind: fc.constantFrom('add', 'add', 'add', 'create', 'only there', 'refuse', 'remove'),
    value: fc.integer({ min: 0, max: 99 }),
  })
  .map(({ id, idempotencyKey, kind, value }) => ({
    id,
    ...(idempotencyKey !== undefined && { idempotency: { key: idempotencyKey, digest: kind } }),
    user: ANYBODY,
    check: (tag) => {
      if (kind === 'refuse') throw new PlatformError('precondition-failed', 'refused');
      if (kind === 'only there' && tag === undefined) throw new PlatformError('precondition-failed', 'not there');
      if (kind === 'create' && tag !== undefined) throw new PlatformError('already-exists', 'there');
    },
    edit: (before) => {
      if (kind === 'remove') return REMOVED;
      const { list } = JSON.parse(before?.content ?? '{"list":[]}') as { list: number[] };
      return JSON.stringify({ list: [...list, value] });
    },
  }));

/** What can be told of an outcome: tags are never the same. */
const told = (outcome: Outcome | undefined) =>
  outcome && 'row' in outcome
    ? outcome.row && { content: outcome.row.content, version: outcome.row.version, keys: outcome.row.applied_keys }
    : (outcome?.refusal as Error | undefined)?.message;

const IDS = ['a', 'b', 'c'];

describe('writes that go together', () => {
  it('come out as if each had been done by itself in its turn, whatever is remembered, and whatever others write', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(write, { maxLength: 8 }),
        fc.array(write, { minLength: 1, maxLength: 12 }),
        fc.array(write, { maxLength: 4 }),
        fc.array(fc.constantFrom('nothing', 'current', 'old'), { minLength: IDS.length, maxLength: IDS.length }),
        async (earlier, writes, others, memories) => {
          const table = new ModelTable([...others]);
          const old = new Map<string, DocumentRow>();
          for (const one of earlier) {
            const before = table.rows.get(one.id);
            if (before) old.set(one.id, before);
            table.put(one.id, resultOf(one, before));
          }
          const current = new Map(table.rows);
          const remembered = (id: string) =>
            ({ nothing: undefined, current: current.get(id), old: old.get(id) })[
              memories[IDS.indexOf(id)] ?? 'nothing'
            ];

          const { outcomes, documents } = await writeTogether(TRX, table, writes, remembered);

          expect(outcomes.size).toBe(writes.length);
          for (const id of IDS) {
            const [ours, theirs] = [writes, others].map((all) => all.filter((one) => one.id === id)) as [
              Write[],
              Write[],
            ];
            const seen = ours.map((one) => outcomes.get(one));
            const left = table.rows.get(id);
            const possible = merges(ours, theirs).map((order) => inTurn(order, current.get(id), ours));
            expect(possible).toContainEqual([...seen, { row: left }].map(told));
            if (ours.length > 0 && others.length === 0) expect(documents.get(id)).toEqual(left);
          }
        },
      ),
      { numRuns: 500 },
    ));
});

/** What came of our writes, and the document at the end, when all are done one after the other. */
function inTurn(order: readonly Write[], first: DocumentRow | undefined, ours: readonly Write[]): unknown[] {
  let row = first;
  const seen = new Map<Write, Outcome>();
  for (const one of order) {
    const outcome = resultOf(one, row);
    seen.set(one, outcome);
    if ('row' in outcome) row = outcome.row;
  }
  return [...ours.map((one) => seen.get(one)), { row }].map(told);
}

/** Every order of both in which each keeps its own; of theirs the last may not have come to it. */
function merges(ours: readonly Write[], theirs: readonly Write[]): Write[][] {
  const [our, ...ourRest] = ours;
  const [their, ...theirRest] = theirs;
  if (our === undefined) return theirs.map((_, n) => theirs.slice(0, n)).concat([[...theirs]]);
  const next = merges(ourRest, theirs).map((rest) => [our, ...rest]);
  return their === undefined ? next : [...next, ...merges(ours, theirRest).map((rest) => [their, ...rest])];
}
