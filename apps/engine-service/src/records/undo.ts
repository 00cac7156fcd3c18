import type { Kysely } from 'kysely';
import { deepEqual, type JsonObject, PlatformError } from '#contract';
import { fieldsOf, type ResourceRecord } from './record';
import type { RecordStore } from './record-store';
import type { RecordsSchema } from './records.migrations';

/** What takes a change of one record back. */
export type Undo =
  | { kind: 'remove'; id: string }
  | { kind: 'reinsert'; record: ResourceRecord }
  /** Only the fields that were changed: what others changed since stays. */
  | { kind: 'restore'; id: string; values: JsonObject; absent: string[] };

/** @returns what takes `after` back to `before`; undefined where they are the same */
export function undoOf(before: ResourceRecord | undefined, after: ResourceRecord | undefined): Undo | undefined {
  if (!before) return after && { kind: 'remove', id: after.id };
  if (!after) return { kind: 'reinsert', record: before };
  const changed = Object.keys({ ...before, ...after }).filter((name) => !deepEqual(before[name], after[name]));
  if (changed.length === 0) return undefined;
  const [known, absent] = [true, false].map((had) => changed.filter((name) => Object.hasOwn(before, name) === had));
  const values = Object.fromEntries(known!.map((name) => [name, before[name]]));
  return { kind: 'restore', id: before.id, values, absent: absent! };
}

/** @throws PlatformError `conflict` where a deleted record cannot come back, because there is another in its place */
export async function applyUndo(store: RecordStore, trx: Kysely<RecordsSchema>, undo: Undo): Promise<void> {
  switch (undo.kind) {
    case 'remove':
      return store.remove(trx, undo.id);
    case 'reinsert':
      return reinsert(store, trx, undo.record);
    case 'restore':
      return restore(store, trx, undo);
  }
}

async function reinsert(store: RecordStore, trx: Kysely<RecordsSchema>, record: ResourceRecord): Promise<void> {
  const inItsPlace = await store.take(trx, record.id);
  if (inItsPlace && !deepEqual(inItsPlace, record)) {
    throw new PlatformError('conflict', `There is another record with the id ${record.id} by now`);
  }
  if (!inItsPlace) await store.put(trx, record);
}

/** Where the record is gone by now, there is nothing left of the change. */
async function restore(
  store: RecordStore,
  trx: Kysely<RecordsSchema>,
  { id, values, absent }: Extract<Undo, { kind: 'restore' }>,
): Promise<void> {
  const now = await store.take(trx, id);
  if (!now) return;
  const kept = Object.entries(fieldsOf(now)).filter(([name]) => !absent.includes(name));
  await store.put(trx, { ...Object.fromEntries(kept), ...values, id });
}
