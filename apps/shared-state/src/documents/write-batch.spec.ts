import fc from 'fast-check';
import type { Transaction } from 'kysely';
import { PlatformError } from '#contract';
import type { RowChange, DocumentTable } from './document-table';
import type { DocumentRow, StateSchema } from './schema';
import { applyWrite, REMOVED, type DocumentWrite } from './write';
import { type BatchOutcome, writeBatch } from './write-batch';

const TRX = {} as Transaction<StateSchema>;
const ANY_USER = { name: null, others: 'all' } as const;

/** A table in memory, which another writer changes just before each of our writes, as long as it has changes left. */
class ModelTable implements DocumentTable {
  readonly rows = new Map<string, DocumentRow>();

  constructor(private readonly others: DocumentWrite[] = []) {}

  read(_: unknown, id: string): Promise<DocumentRow | undefined> {
    return Promise.resolve(this.rows.get(id));
  }

  lock(_: unknown, ids: readonly string[]): Promise<DocumentRow[]> {
    // Locked documents cannot be written by the other writer; it can still create missing ones.
    this.others.splice(0, this.others.length, ...this.others.filter(({ id }) => !this.rows.has(id)));
    return Promise.resolve(ids.flatMap((id) => this.rows.get(id) ?? []));
  }

  write(_: unknown, changes: readonly RowChange[]): Promise<ReadonlySet<string>> {
    const other = this.others.shift();
    if (other) this.put(other.id, resultOf(other, this.rows.get(other.id)));
    const current = changes.filter(({ id, before }) => this.rows.get(id)?.tag === before?.tag);
    for (const { id, after } of current) this.put(id, { row: after });
    return Promise.resolve(new Set(current.map(({ id }) => id)));
  }

  put(id: string, outcome: BatchOutcome): void {
    if (!('row' in outcome)) return;
    if (outcome.row) this.rows.set(id, outcome.row);
    else this.rows.delete(id);
  }
}

function resultOf(write: DocumentWrite, before: DocumentRow | undefined): BatchOutcome {
  try {
    return { row: applyWrite(write, before) };
  } catch (refusal) {
    return { refusal };
  }
}

const write: fc.Arbitrary<DocumentWrite> = fc
  .record({
    id: fc.constantFrom('a', 'b', 'c'),
    idempotencyKey: fc.option(fc.constantFrom('k1', 'k2'), { nil: undefined, freq: 3 }),
    kind: fc.constantFrom('add', 'add', 'add', 'create', 'only there', 'refuse', 'remove'),
    value: fc.integer({ min: 0, max: 99 }),
  })
  .map(({ id, idempotencyKey, kind, value }) => ({
    id,
    ...(idempotencyKey !== undefined && { idempotency: { key: idempotencyKey, digest: kind } }),
    user: ANY_USER,
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

/** The comparable part of an outcome: tags are always different. */
const told = (outcome: BatchOutcome | undefined) =>
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

          const { outcomes, documents } = await writeBatch(TRX, table, writes, remembered);

          expect(outcomes.size).toBe(writes.length);
          for (const id of IDS) {
            const [ours, theirs] = [writes, others].map((all) => all.filter((one) => one.id === id)) as [
              DocumentWrite[],
              DocumentWrite[],
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

/** The outcomes of our writes, and the document at the end, when all run one after the other. */
function inTurn(
  order: readonly DocumentWrite[],
  first: DocumentRow | undefined,
  ours: readonly DocumentWrite[],
): unknown[] {
  let row = first;
  const seen = new Map<DocumentWrite, BatchOutcome>();
  for (const one of order) {
    const outcome = resultOf(one, row);
    seen.set(one, outcome);
    if ('row' in outcome) row = outcome.row;
  }
  return [...ours.map((one) => seen.get(one)), { row }].map(told);
}

/** Every interleaving that keeps the order within each writer; the other writer may not have finished. */
function merges(ours: readonly DocumentWrite[], theirs: readonly DocumentWrite[]): DocumentWrite[][] {
  const [our, ...ourRest] = ours;
  const [their, ...theirRest] = theirs;
  if (our === undefined) return theirs.map((_, n) => theirs.slice(0, n)).concat([[...theirs]]);
  const next = merges(ourRest, theirs).map((rest) => [our, ...rest]);
  return their === undefined ? next : [...next, ...merges(ours, theirRest).map((rest) => [their, ...rest])];
}
